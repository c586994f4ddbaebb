using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>n^(2/3) parameters memorise separated points if the network may be deep; width 3 is enough.</summary>
public static class Park2021
{
    public static Bound Entry { get; } = new()
    {
        Id = "park2021",
        Title = "Park 2021",
        Source = new("Park, Lee, Yun, Shin", 2021, "COLT; 2010.13363; constants and logarithms open"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.NarrowDeep,
        Formula = "P = Õ(n^(2/3))",
        Statement = "Õ(n^(2/3)) parameters suffice for separated points, even at width 3, if depth grows.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions = [Hypotheses.DistinctRows],
        Exponents = new(Samples: 0.66666666666666663),
        Claim = problem => BoundClaim.Log10OfParameters(2 / 3.0 * Math.Log10(problem.Samples)),
    };
}
