using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Stochastic gradient descent memorises random labels of random points at n/d units.</summary>
public static class Daniely2020
{
    public static Bound Entry { get; } = new()
    {
        Id = "daniely2020",
        Title = "Daniely 2020",
        Source = new("Daniely", 2020, "NeurIPS; 1911.09873; constants and logarithms open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = Õ(n/d)",
        Statement =
            "Almost all of n random points of the sphere with random binary labels are memorised by a "
            + "depth-two network with Õ(n/d) units, from a modified Xavier initialisation.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions =
        [
            Hypotheses.RandomRows,
            Hypotheses.BinaryLabels,
            Hypotheses.SpecialInitialisation,
            Hypotheses.GradientMethod,
            Hypotheses.DistinctDirections,
        ],
        Exponents = new(Samples: 1, Features: -1),
        Claim = problem => BoundClaim.Log10OfWidth(Math.Log10(problem.Samples / problem.Features)),
    };
}
