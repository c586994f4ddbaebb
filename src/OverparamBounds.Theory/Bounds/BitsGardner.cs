using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Labels carry n log₂C bits; at 2 bits a parameter so many parameters hold them.</summary>
public static class BitsGardner
{
    public static Bound Entry { get; } = new()
    {
        Id = "bits-gardner",
        Title = "2 bits a parameter",
        Source = new("Gardner", 1988, "the space of interactions in neural network models; Cover 1965"),
        Kind = BoundKind.Heuristic,
        Networks = NetworkFamilies.AnyDense,
        Formula = "P = n log₂C / 2",
        Statement =
            "The capacity of one linear unit, two random labels a weight, taken for every weight of a "
            + "network.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "capacity of one unit derived here; for networks a rule of thumb"),
        Exponents = new(Samples: 1),
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem) => Bits.Parameters(problem, bits: 2);
}
