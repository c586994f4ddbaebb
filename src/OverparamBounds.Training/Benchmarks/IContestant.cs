namespace OverparamBounds.Training.Benchmarks;

/// <summary>One engine on one shape, taking its turn in each round of a benchmark.</summary>
internal interface IContestant : IDisposable
{
    /// <summary>The name in the table.</summary>
    string Engine { get; }

    /// <summary>Networks trained together.</summary>
    int Replicas { get; }

    /// <summary>Trains for about the round's duration and says how fast.</summary>
    double NetworkStepsPerSecond();
}
