using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>The same from a usual initialisation: width n².</summary>
public static class Nguyen2020Xavier
{
    public static Bound Entry { get; } = new()
    {
        Id = "nguyen2020-xavier",
        Title = "Nguyen-Mondelli 2020, usual start",
        Source = new("Nguyen, Mondelli", 2020, "NeurIPS; 2002.07867; constants and logarithms open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Deep,
        Formula = "m₁ = Ω̃(n²)",
        Statement =
            "With Xavier or LeCun initialisation the first layer needs Ω(n²) units, up to logarithms; other "
            + "layers stay constant.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions =
        [
            Hypotheses.Smooth,
            Hypotheses.SquaredLoss,
            Hypotheses.GradientDescent,
            Hypotheses.DistinctRows,
            Hypotheses.DistinctDirections,
        ],
        Exponents = new(Samples: 2),
        Claim = problem => BoundClaim.Log10OfWidth(2 * Math.Log10(problem.Samples)),
    };
}
