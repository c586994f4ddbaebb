using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Figures;

/// <summary>How much of a claim about the problem a bound is.</summary>
/// <param name="AssumptionsHold">Whether all assumptions of the theorem hold.</param>
/// <param name="IsExact">Whether no constant and no logarithm is left open; else only its growth means something.</param>
public readonly record struct BoundStanding(bool AssumptionsHold, bool IsExact)
{
    public static BoundStanding Of(BoundValue bound) =>
        new(bound.Violated.Count == 0, bound.ConstantsExplicit && !bound.LogFactorsDropped);

    /// <summary>The standing of a bound that stands differently in several problems: its worst.</summary>
    public static BoundStanding Of(IEnumerable<BoundValue> bounds) =>
        bounds.Select(Of).Aggregate(
            new BoundStanding(true, true),
            (one, other) => new(one.AssumptionsHold && other.AssumptionsHold, one.IsExact && other.IsExact));
}
