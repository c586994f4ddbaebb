using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Threshold units must cut every edge of the cube on whose corners a parity lives.</summary>
public static class ParityThresholdEdges
{
    public static Bound Entry { get; } = new()
    {
        Id = "parity-edges",
        Title = "Cut cube edges",
        Source = new("this project", 0, "every edge of the cube must be cut; slicing numbers of the k-cube, exact to k = 4, from memory"),
        Kind = BoundKind.Necessary,
        Networks = NetworkFamilies.ThresholdUnits,
        Formula = "m ≥ S(k), S(2), S(3), S(4) = 2, 3, 4",
        Statement =
            "Neighbouring corners of the k-cube have different parity, so some hidden hyperplane must pass "
            + "between them: m is at least the slicing number S(k) of the cube. S(k) = k for k ≤ 4 and S(k) ≥ 4 "
            + "beyond, since a k-cube has 4-cubes for faces.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Derived | EvidenceTags.Memory, "edge argument derived here; slicing numbers from memory"),
        Assumptions = [Hypotheses.ParityLabels],
        Claim = problem => problem.Survey.Parity switch
        {
            null => BoundClaim.Nothing("The labels are no parity."),
            { HasWholeCube: false } => BoundClaim.Nothing("The rows are not all corners of a cube, so some of its edges are missing."),
            { Order: var order } => BoundClaim.Width(Math.Clamp(order, 1, 4)),
        },
    };
}
