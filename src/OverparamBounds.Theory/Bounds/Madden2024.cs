using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Decoder-only transformers: as many parameters as distinct contexts times the vocabulary less one, up to a constant.</summary>
public static class Madden2024
{
    public static Bound Entry { get; } = new()
    {
        Id = "madden2024",
        Title = "Madden 2024",
        Source = new("Madden, Fox, Thrampoulidis", 2024, "2405.13718; the count from memory; constants open"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.Transformer,
        Formula = "P ≈ contexts · (V − 1)",
        Statement =
            "Upper and lower bound on next-token capacity agree up to a constant: the number of distinct "
            + "contexts times V − 1. Contexts are the distinct rows here, V the classes.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read | EvidenceTags.Memory, "agreement of the bounds read in the abstract; the count from memory"),
        Exponents = new(Samples: 1),
        Claim = problem => problem.Tokens is null ? BoundClaim.Nothing("Rows are vectors here; --tokens reads each as a sequence.") : problem.Problem.Classes < 2 ? BoundClaim.Nothing("The targets are no tokens.") : BoundClaim.Parameters((problem.Samples - problem.Survey.EqualRowCount.Repeated) * (problem.Problem.Classes - 1)),
    };
}
