using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Subquadratic over-parameterization for shallow networks.</summary>
public static class Song2021
{
    public static Bound Entry { get; } = new()
    {
        Id = "song2021-subquadratic",
        Title = "Song 2021",
        Source = new("Song, Ramezani-Kebrya, Pethick, Eftekhari, Cevher", 2021, "NeurIPS; 2111.01875; constants and logarithms open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.OneHidden,
        Formula = "P = Ω̃(n^(3/2))",
        Statement =
            "Two layers, both trained, smooth activation, squared loss: Ω̃(n^(3/2)) parameters, width linear "
            + "in n once d is of order √n.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions =
        [
            Hypotheses.Smooth,
            Hypotheses.SquaredLoss,
            Hypotheses.GradientDescent,
            Hypotheses.GrowingDimension,
            Hypotheses.ScalarOutput,
            Hypotheses.DistinctDirections,
        ],
        Exponents = new(Samples: 1.5),
        Claim = problem => BoundClaim.Log10OfParameters(1.5 * Math.Log10(problem.Samples)),
    };
}
