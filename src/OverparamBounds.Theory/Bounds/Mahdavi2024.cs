using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>One attention layer memorises about min(T, d_h) sequences a head.</summary>
public static class Mahdavi2024
{
    public static Bound Entry { get; } = new()
    {
        Id = "mahdavi2024",
        Title = "Mahdavi 2024",
        Source = new("Mahdavi, Liao, Thrampoulidis", 2024, "2306.02010; constants open"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.Transformer,
        Formula = "heads = ⌈n/min(T, d_h)⌉",
        Statement =
            "One layer of H heads of dimension d_h memorises Ω(H min(T, d_h)) examples with Θ(H d (d_h + "
            + "d_v)) parameters, under linear independence of the inputs and T < d. Here d_h = d_v = d, the "
            + "dimension of a token.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions = [Hypotheses.GeneralPosition],
        Exponents = new(Samples: 1),
        Claim = problem => problem.Tokens is { } tokens && problem.Features / tokens is var dimension ? BoundClaim.Parameters(Math.Ceiling(problem.Samples / Math.Min(tokens, dimension)) * 2 * dimension * dimension) : BoundClaim.Nothing("Rows are vectors here; --tokens reads each as a sequence."),
    };
}
