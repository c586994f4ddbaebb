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

/// <summary>A bound computed for one data set and architecture.</summary>
/// <param name="Id">The bound's id.</param>
/// <param name="Title">Its name in legends.</param>
/// <param name="Log10Width">log10 of the width; null with a <paramref name="Reason"/> where the bound says nothing.</param>
/// <param name="Width">The width as an integer where it is below 1e9.</param>
/// <param name="Parameters">Parameters of the architecture at that width.</param>
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
    string? Reason);
