using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Two sigmoid layers with 2√((C+2)n) units in all learn n distinct samples with any small error.</summary>
public static class Huang2003
{
    public static Bound Entry { get; } = new()
    {
        Id = "huang2003",
        Title = "Huang 2003",
        Source = new("Huang", 2003, "IEEE Transactions on Neural Networks; split between layers from memory; no open constants"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.TwoHidden,
        Formula = "m₁ + m₂ = 2√((C+2)n)",
        Statement =
            "The first layer has √((C+2)n) + 2√(n/(C+2)) units, the second C√(n/(C+2)); together 2√((C+2)n). "
            + "With equal layers both must be as wide as the wider of the two, which is the width given.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Read | EvidenceTags.Memory, "total read in the abstract; split from memory"),
        Assumptions = [Hypotheses.Sigmoidal, Hypotheses.HasBiases, Hypotheses.NoConflicts],
        Exponents = new(Samples: 0.5, Outputs: 0.5),
        Claim = problem => BoundClaim.Width(Math.Max(FirstLayer(problem.Samples, problem.Problem.Outputs), SecondLayer(problem.Samples, problem.Problem.Outputs))),
    };

    /// <summary>√((C+2)n) + 2√(n/(C+2)).</summary>
    public static double FirstLayer(double samples, int outputs) =>
        Math.Sqrt((outputs + 2) * samples) + (2 * Math.Sqrt(samples / (outputs + 2)));

    /// <summary>C√(n/(C+2)).</summary>
    public static double SecondLayer(double samples, int outputs) => outputs * Math.Sqrt(samples / (outputs + 2));
}
