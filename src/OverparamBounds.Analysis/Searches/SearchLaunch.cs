namespace OverparamBounds.Analysis.Searches;

/// <summary>Trainings to be run together, completely, before the search decides on.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Phase">One of the constants here.</param>
/// <param name="Reason">What is being decided, in one sentence.</param>
public sealed record SearchLaunch(int Number, string Phase, string Reason, IReadOnlyList<LaunchPart> Parts)
{
    /// <summary>Doubling the width until one looks promising.</summary>
    public const string Ascend = "ascend";

    /// <summary>Certifying a narrower interval.</summary>
    public const string Zoom = "zoom";

    /// <summary>Looking above the interval.</summary>
    public const string Sentinel = "sentinel";

    public int Trainings => Parts.Sum(part => part.Count);
}

/// <summary>The next <paramref name="Count"/> runs of a width's seed ladder.</summary>
public sealed record LaunchPart(int Width, int FirstSeed, int Count);

/// <summary>What came of one training. A diverged one has not fitted; one that crashed must be run again, not reported.</summary>
/// <param name="Steps">Steps trained, at most the limit.</param>
public sealed record RunOutcome(int Width, bool Fitted, int Steps);
