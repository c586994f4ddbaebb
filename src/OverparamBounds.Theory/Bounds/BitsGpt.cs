using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Labels carry n log₂C bits; at 3.6 bits a parameter so many parameters hold them.</summary>
public static class BitsGpt
{
    public static Bound Entry { get; } = new()
    {
        Id = "bits-gpt",
        Title = "3.6 bits a parameter",
        Source = new("Morris et al.", 2025, "how much do language models memorize"),
        Kind = BoundKind.Heuristic,
        Networks = NetworkFamilies.Transformer,
        Formula = "P = n log₂C / 3.6",
        Statement =
            "Transformers in the style of GPT were measured to store about 3.6 bits of random data a "
            + "parameter.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Exponents = new(Samples: 1),
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem) => Bits.Parameters(problem, bits: 3.6);
}
