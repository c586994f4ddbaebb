using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Labels carry n log₂C bits; at 5 bits a parameter so many parameters hold them.</summary>
public static class BitsRnn
{
    public static Bound Entry { get; } = new()
    {
        Id = "bits-rnn",
        Title = "5 bits a parameter",
        Source = new("Collins, Sohl-Dickstein, Sussillo", 2017, "1611.09913, capacity and trainability in recurrent neural networks"),
        Kind = BoundKind.Heuristic,
        Networks = NetworkFamilies.Recurrent,
        Formula = "P = n log₂C / 5",
        Statement =
            "Recurrent networks of all kinds were measured to store about 5 bits of random labels a "
            + "parameter.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Exponents = new(Samples: 1),
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem) => Bits.Parameters(problem, bits: 5);
}
