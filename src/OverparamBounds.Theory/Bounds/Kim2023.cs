using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Transformers memorise n sequence-to-sequence maps with about √(nT) parameters.</summary>
public static class Kim2023
{
    public static Bound Entry { get; } = new()
    {
        Id = "kim2023-transformer",
        Title = "Kim 2023",
        Source = new("Kim, Kim, Mozafari", 2023, "ICLR, provable memorization capacity of transformers; constants and logarithms open"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.Transformer,
        Formula = "P = Õ(d + T + √(nT))",
        Statement = "n maps from T tokens of dimension d to T labels: Õ(d + T + √(nT)) parameters suffice.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions = [Hypotheses.DistinctRows],
        Exponents = new(Samples: 0.5),
        Claim = problem => problem.Tokens is { } tokens ? BoundClaim.Parameters((problem.Features / tokens) + tokens + Math.Sqrt(problem.Samples * tokens)) : BoundClaim.Nothing("Rows are vectors here; --tokens reads each as a sequence."),
    };
}
