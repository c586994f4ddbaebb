using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Three ReLU layers: 2√n units in two of them and 4C in the third fit classes.</summary>
public static class Yun2019Classes
{
    public static Bound Entry { get; } = new()
    {
        Id = "yun2019-classes",
        Title = "Yun 2019, classes",
        Source = new("Yun, Sra, Jadbabaie", 2019, "NeurIPS; 1810.07770; from memory; no open constants"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.ThreeHidden,
        Formula = "d₁d₂ ≥ 4n, d₃ ≥ 4C",
        Statement =
            "For classification with three hidden layers, d₁d₂ ≥ 4n and d₃ ≥ 4C suffice. With equal widths: "
            + "the larger of 2√n and 4C.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Memory, "from memory"),
        Assumptions = [Hypotheses.Relu, Hypotheses.HasBiases, Hypotheses.NoConflicts],
        Exponents = new(Samples: 0.5),
        Claim = problem => BoundClaim.Width(Math.Max(2 * Math.Sqrt(problem.Samples), 4 * problem.Problem.Outputs)),
    };
}
