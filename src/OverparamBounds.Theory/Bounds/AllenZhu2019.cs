using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Gradient descent and its stochastic form train deep ReLU networks; squared or classification loss.</summary>
public static class AllenZhu2019
{
    public static Bound Entry { get; } = new()
    {
        Id = "allenzhu2019-dnn",
        Title = "Allen-Zhu 2019",
        Source = new("Allen-Zhu, Li, Song", 2019, "ICML; 1811.03962; exponent of the separation from memory; constants and logarithms open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Deep,
        Formula = "m = Ω̃(n²⁴ L¹² / Δ⁸)",
        Statement =
            "m polynomial in n, L and 1/Δ, usually quoted as n²⁴ L¹²/Δ⁸; convolutional and residual variants "
            + "exist.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.ReadElsewhere | EvidenceTags.Memory, "n and L as quoted in tables; exponent of Δ from memory"),
        Assumptions =
        [
            Hypotheses.Relu,
            Hypotheses.NoBiases,
            Hypotheses.UnitRows,
            Hypotheses.NoParallelRows,
            Hypotheses.GradientMethod,
        ],
        Exponents = new(Samples: 24, Depth: 12, Separation: -8),
        Claim = problem => problem.OfSeparation(separation => (24 * Math.Log10(problem.Samples)) + (12 * Math.Log10(problem.OwnDepth + 1)) - (8 * Math.Log10(separation))),
    };
}
