namespace OverparamBounds.Core.Trials;

/// <summary>Trains blocks of trials. The seam between the steps of a sweep and the engines.</summary>
public interface ITrialTrainer
{
    /// <summary>Trains every trial of the block; hands over results in parts as launches end.</summary>
    /// <param name="save">Receives each finished part once; a cancelled block keeps what was handed over.</param>
    /// <param name="progress">Receives what is being trained, for display.</param>
    void Train(
        TrialBlock block, Action<IReadOnlyList<TrialResult>> save, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken);
}

/// <summary>How far a launch is.</summary>
/// <param name="Replicas">Networks still training in the launch.</param>
/// <param name="Step">Steps done of <paramref name="StepLimit"/>.</param>
/// <param name="NetSteps">Network-steps done by this launch so far.</param>
public readonly record struct TrainingProgress(int Replicas, int Step, int StepLimit, long NetSteps);
