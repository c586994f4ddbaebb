using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>One wide layer, then a pyramid: width n suffices from a special start.</summary>
public static class Nguyen2020Pyramid
{
    public static Bound Entry { get; } = new()
    {
        Id = "nguyen2020-pyramid",
        Title = "Nguyen-Mondelli 2020",
        Source = new("Nguyen, Mondelli", 2020, "NeurIPS; 2002.07867; special initialisation; constants open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Deep,
        Formula = "m₁ ≥ n",
        Statement =
            "The first hidden layer has n units, widths do not grow behind it, and a special initialisation "
            + "is used: gradient descent converges to zero loss.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions =
        [
            Hypotheses.Smooth,
            Hypotheses.SpecialInitialisation,
            Hypotheses.SquaredLoss,
            Hypotheses.GradientDescent,
            Hypotheses.DistinctRows,
            Hypotheses.DistinctDirections,
        ],
        Exponents = new(Samples: 1),
        Claim = problem => BoundClaim.Width(problem.Samples),
    };
}
