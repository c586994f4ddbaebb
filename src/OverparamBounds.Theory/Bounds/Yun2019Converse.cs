using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Some data set of n points is not memorised by two hidden layers that are too narrow.</summary>
public static class Yun2019Converse
{
    public static Bound Entry { get; } = new()
    {
        Id = "yun2019-converse",
        Title = "Yun 2019, converse",
        Source = new("Yun, Sra, Jadbabaie", 2019, "NeurIPS; 1810.07770; from memory; no open constants"),
        Kind = BoundKind.Necessary,
        Networks = NetworkFamilies.TwoHidden,
        Formula = "2 d₁d₂ + d₂ + 2 ≥ n",
        Statement =
            "If 2 d₁d₂ + d₂ + 2 < n, some n points with some labels are not fitted by ReLU layers of widths "
            + "d₁ and d₂. With equal widths, 2m² + m + 2 ≥ n is needed for the worst data.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Memory, "from memory"),
        Assumptions = [Hypotheses.Relu, Hypotheses.WorstCase],
        Exponents = new(Samples: 0.5),
        Claim = problem => BoundClaim.Width((-1 + Math.Sqrt(Math.Max(1, 1 + (8 * (problem.Samples - 2))))) / 4),
    };
}
