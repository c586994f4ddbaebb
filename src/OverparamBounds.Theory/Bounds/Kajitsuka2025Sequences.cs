using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Transformers memorise n sequence-to-sequence maps with about √(nT) parameters, optimal up to logarithms.</summary>
public static class Kajitsuka2025Sequences
{
    public static Bound Entry { get; } = new()
    {
        Id = "kajitsuka2025-sequences",
        Title = "Kajitsuka 2025, sequences",
        Source = new("Kajitsuka, Sato", 2025, "2409.17677; hardmax attention; constants and logarithms open"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.Transformer,
        Formula = "P = Õ(√(nT))",
        Statement =
            "With hardmax attention, Õ(√(nT)) parameters suffice for n maps of T tokens to T labels, and are "
            + "necessary up to logarithms.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions = [Hypotheses.DistinctRows],
        Exponents = new(Samples: 0.5),
        Claim = problem => problem.Tokens is { } tokens ? BoundClaim.Parameters(Math.Sqrt(problem.Samples * tokens)) : BoundClaim.Nothing("Rows are vectors here; --tokens reads each as a sequence."),
    };
}
