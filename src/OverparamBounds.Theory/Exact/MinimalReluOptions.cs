namespace OverparamBounds.Theory.Exact;

/// <summary>How far <see cref="MinimalReluWidth"/> goes. All limits are counts, so that answers do not depend on the machine.</summary>
public sealed record MinimalReluOptions
{
    public ReluFit Fit { get; init; } = ReluFit.Signs;

    /// <summary>Linear programs after which no further width is excluded; patterns and the search take some more.</summary>
    public long MostPrograms { get; init; } = 200_000;

    /// <summary>Patterns of one unit, beyond which no width above 1 is excluded.</summary>
    public int MostPatterns { get; init; } = 20_000;

    /// <summary>Combinations of patterns of a width, beyond which it is not gone through.</summary>
    public long MostCombinations { get; init; } = 20_000_000;

    /// <summary>Random starts of the search for a fitting network at each width.</summary>
    public int Starts { get; init; } = 30;

    /// <summary>Names the sequence of the search's random starts.</summary>
    public ulong Key { get; init; } = 1;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MostPrograms);
        ArgumentOutOfRangeException.ThrowIfNegative(MostPatterns);
        ArgumentOutOfRangeException.ThrowIfNegative(MostCombinations);
        ArgumentOutOfRangeException.ThrowIfNegative(Starts);
    }
}
