using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>The first such theorem for deep ReLU networks, for classification.</summary>
public static class Zou2018
{
    public static Bound Entry { get; } = new()
    {
        Id = "zou2018",
        Title = "Zou 2018",
        Source = new("Zou, Cao, Zhou, Gu", 2018, "1811.08888; from memory; constants and logarithms open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Deep,
        Formula = "m = Ω̃(n²⁶ L³⁸ / Δ⁸)",
        Statement = "Gradient descent and its stochastic form on deep ReLU networks with cross-entropy.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Memory, "from memory"),
        Assumptions =
        [
            Hypotheses.Relu,
            Hypotheses.NoBiases,
            Hypotheses.UnitRows,
            Hypotheses.NoParallelRows,
            Hypotheses.LogisticLoss,
            Hypotheses.GradientMethod,
            Hypotheses.BinaryLabels,
        ],
        Exponents = new(Samples: 26, Depth: 38, Separation: -8),
        Claim = problem => problem.OfSeparation(separation => (26 * Math.Log10(problem.Samples)) + (38 * Math.Log10(problem.OwnDepth + 1)) - (8 * Math.Log10(separation))),
    };
}
