namespace OverparamBounds.Core.Comparison;

/// <summary>What kind of statement a bound is; docs/bounds explains what may be compared with what.</summary>
public enum BoundKind
{
    /// <summary>A gradient method reaches zero loss with high probability.</summary>
    Trainability,

    /// <summary>No bad local minima, or a descent path to a global one.</summary>
    Landscape,

    /// <summary>Some parameters interpolate.</summary>
    Existence,

    /// <summary>Fewer cannot interpolate.</summary>
    Necessary,

    /// <summary>A rule of thumb, no theorem.</summary>
    Heuristic,
}

/// <summary>What a theorem bounds; the other is computed from it.</summary>
public enum BoundQuantity
{
    Width,
    Parameters,
}

/// <summary>A bound computed for one data set and architecture.</summary>
/// <param name="Id">The bound's id.</param>
/// <param name="Title">Its name in legends.</param>
/// <param name="Log10Width">log10 of the width; null with a <paramref name="Reason"/> where the bound says nothing.</param>
/// <param name="Width">The width as an integer where it is below 1e15.</param>
/// <param name="Parameters">Parameters at that width, of the trained architecture where the bound covers it, else of the bound's own network.</param>
/// <param name="Weights">Weights that the theorem itself counts (such as 2n+d), where that differs.</param>
/// <param name="ConstantsExplicit">Whether the theorem leaves no constant open.</param>
/// <param name="Violated">Assumptions that this data or architecture breaks, each in words.</param>
/// <param name="Reason">Why there is no value; null where there is one.</param>
public sealed record BoundValue(
    string Id,
    string Title,
    BoundKind Kind,
    double? Log10Width,
    long? Width,
    long? Parameters,
    long? Weights,
    bool ConstantsExplicit,
    IReadOnlyList<string> Violated,
    string Source,
    string? Reason)
{
    /// <summary>log10 of the parameters, also where they are too many for <see cref="Parameters"/>.</summary>
    public double? Log10Parameters { get; init; }

    /// <summary>Whether the theorem is about the width or the parameters.</summary>
    public BoundQuantity Quantity { get; init; }

    /// <summary>log10 of what the theorem itself claims, <see cref="Quantity"/>, before it is rounded up to whole units.</summary>
    public double? Log10Claim { get; init; }

    /// <summary>The networks that the bound speaks of.</summary>
    public string Networks { get; init; } = string.Empty;

    /// <summary>Whether the trained architecture is one of them; else the width is that of the bound's own network.</summary>
    public bool Covers { get; init; } = true;

    /// <summary>Whether it is among the few that a crowded figure shows.</summary>
    public bool Telling { get; init; }

    /// <summary>Whether the width is infinite: the theorem divides by a number that is 0 here.</summary>
    public bool Infinite { get; init; }

    /// <summary>Whether logarithmic factors are left out of the value.</summary>
    public bool LogFactorsDropped { get; init; }

    /// <summary>The kernel or geometry that the value was computed from, where it was.</summary>
    public string? Kernel { get; init; }

    /// <summary>Whether the whole statement is from memory alone, so that it claims nothing.</summary>
    public bool Remembered { get; init; }

    /// <summary>How the statement was come by: read in the paper, read elsewhere, derived, or from memory.</summary>
    public string Evidence { get; init; } = string.Empty;

    /// <summary>Names of what to be careful about, such as NonUnitNorm or OrderOnly.</summary>
    public IReadOnlyList<string> Badges { get; init; } = [];

    /// <summary>How it stands to what was measured; null where nothing was.</summary>
    public BoundComparison? Comparison { get; init; }

    /// <summary>
    /// Whether it is a claim about what was measured: it covers the architecture, breaks no assumption, leaves nothing
    /// open, and its statement is not from memory alone.
    /// </summary>
    public bool IsClaim => Covers && Violated.Count == 0 && !Remembered && ConstantsExplicit && !LogFactorsDropped && Log10Width is not null;
}
