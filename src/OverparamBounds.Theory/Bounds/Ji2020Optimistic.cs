using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>The same with the largest margin that the data may have.</summary>
public static class Ji2020Optimistic
{
    public static Bound Entry { get; } = new()
    {
        Id = "ji2020-polylog-optimistic",
        Title = "Ji-Telgarsky 2020, best margin",
        Source = new("Ji, Telgarsky", 2020, "ICLR; 1909.12292; constants from memory"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m ≥ 4096 R²/γ⁶ with γ = γ₁",
        Statement =
            "As ji2020-polylog with γ = γ₁, which the margin cannot exceed: the optimistic end, not a "
            + "guarantee.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read | EvidenceTags.Memory, "order read in the abstract; constants from memory"),
        Assumptions = HypothesisSets.TwoLayerMargin,
        Claim = problem => Ji2020.Claim(problem, Math.Sqrt),
    };
}
