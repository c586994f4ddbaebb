namespace OverparamBounds.Theory.Exact;

/// <summary>The least number of hidden units, as far as it is known: between <see cref="Least"/> and the width of <see cref="Fits"/>.</summary>
/// <param name="Least">No network with fewer hidden units fits.</param>
/// <param name="Fits">A network that fits, seen to do so on all rows; null where none was found.</param>
/// <param name="Widths">What was done, width by width from 0.</param>
/// <param name="Patterns">On/off patterns of one unit, one inactive everywhere included; null where they were not needed or are too many.</param>
/// <param name="Programs">Linear programs solved, besides those of the patterns.</param>
/// <param name="Reason">Why the two ends differ; null where they meet.</param>
public sealed record MinimalReluAnswer(
    int Least,
    FittingNetwork? Fits,
    IReadOnlyList<WidthEvidence> Widths,
    int? Patterns,
    long Programs,
    string? Reason)
{
    /// <summary>Whether the least number of units is known.</summary>
    public bool IsExact => Fits?.Width == Least;

    internal static MinimalReluAnswer Unknown(string reason) => new(Least: 0, Fits: null, [], Patterns: null, Programs: 0, reason);
}

/// <summary>What is known of one width.</summary>
/// <param name="Width">Hidden units.</param>
/// <param name="Combinations">Combinations of patterns looked at, up to symmetry.</param>
/// <param name="Programs">Linear programs solved.</param>
/// <param name="IsExcluded">Whether no network of this width fits: all combinations were looked at, and none can.</param>
/// <param name="IsFitted">Whether a fitting network was found.</param>
public sealed record WidthEvidence(int Width, long Combinations, long Programs, bool IsExcluded, bool IsFitted);
