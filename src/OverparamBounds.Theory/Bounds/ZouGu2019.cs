using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Gradient descent trains deep ReLU networks of width polynomial in n, L and 1/Δ.</summary>
public static class ZouGu2019
{
    public static Bound Entry { get; } = new()
    {
        Id = "zougu2019",
        Title = "Zou-Gu 2019",
        Source = new("Zou, Gu", 2019, "NeurIPS; 1906.04688; exponent of the separation from memory; constants and logarithms open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Deep,
        Formula = "m = Ω̃(n⁸ L¹² / Δ⁴)",
        Statement = "All hidden layers of width m, gradient descent; Δ is the separation of the rows.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.ReadElsewhere | EvidenceTags.Memory, "n and L as quoted in tables; exponent of Δ from memory"),
        Assumptions =
        [
            Hypotheses.Relu,
            Hypotheses.NoBiases,
            Hypotheses.UnitRows,
            Hypotheses.NoParallelRows,
            Hypotheses.SquaredLoss,
            Hypotheses.GradientDescent,
        ],
        Exponents = new(Samples: 8, Depth: 12, Separation: -4),
        Claim = problem => problem.OfSeparation(separation => (8 * Math.Log10(problem.Samples)) + (12 * Math.Log10(problem.OwnDepth + 1)) - (4 * Math.Log10(separation))),
    };
}
