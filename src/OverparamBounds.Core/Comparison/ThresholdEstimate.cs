namespace OverparamBounds.Core.Comparison;

/// <summary>Where the smallest width that reaches the success probability lies.</summary>
public abstract record ThresholdEstimate
{
    private ThresholdEstimate()
    {
    }

    /// <summary>The threshold lies in [<paramref name="Low"/>, <paramref name="High"/>] at the stated confidence.</summary>
    /// <param name="Low">L + 1: one above the largest width certified to fall short.</param>
    /// <param name="High">U: the smallest width certified to reach the level.</param>
    /// <param name="Point">Estimate inside the interval.</param>
    /// <param name="WithinRatio">Whether High/Low is at most the wanted ratio: certified, else bracketed.</param>
    public sealed record Between(int Low, int High, int Point, bool WithinRatio) : ThresholdEstimate;

    /// <summary>The widest width of the range is certified to fall short, and none is certified to reach the level.</summary>
    public sealed record AboveGrid(int Widest) : ThresholdEstimate;

    /// <summary>Neither end, or only one, could be certified within the budget.</summary>
    /// <param name="Low">L + 1.</param>
    public sealed record Undecided(int Low) : ThresholdEstimate;

    /// <summary>The status word of the JSON.</summary>
    public string Status => this switch
    {
        Between { WithinRatio: true } => "certified",
        Between => "bracketed",
        AboveGrid => "aboveGrid",
        _ => "undecided",
    };
}
