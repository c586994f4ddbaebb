using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Transformers memorise n next tokens with about √n parameters, which is optimal up to logarithms.</summary>
public static class Kajitsuka2025
{
    public static Bound Entry { get; } = new()
    {
        Id = "kajitsuka2025",
        Title = "Kajitsuka 2025",
        Source = new("Kajitsuka, Sato", 2025, "2409.17677; constants and logarithms open"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.Transformer,
        Formula = "P = Õ(√n)",
        Statement =
            "Next-token prediction on n sequences: Õ(√n) parameters suffice and are necessary up to "
            + "logarithms.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions = [Hypotheses.DistinctRows],
        Exponents = new(Samples: 0.5),
        Claim = problem => problem.Tokens is not null ? BoundClaim.Parameters(Math.Sqrt(problem.Samples)) : BoundClaim.Nothing("Rows are vectors here; --tokens reads each as a sequence."),
    };
}
