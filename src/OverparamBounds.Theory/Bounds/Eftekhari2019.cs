using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>A variant of gradient descent trains shallow networks of width linear in n.</summary>
public static class Eftekhari2019
{
    public static Bound Entry { get; } = new()
    {
        Id = "eftekhari2019",
        Title = "Eftekhari 2019",
        Source = new("Eftekhari, Song, Cevher", 2019, "1910.03948; constants open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = Ω(n)",
        Statement = "Shallow networks whose width is linear in n suffice for a variant of gradient descent.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions =
        [
            Hypotheses.Smooth,
            Hypotheses.SpecialInitialisation,
            Hypotheses.SquaredLoss,
            Hypotheses.GradientDescent,
            Hypotheses.DistinctDirections,
        ],
        Exponents = new(Samples: 1),
        Claim = problem => BoundClaim.Width(problem.Samples),
    };
}
