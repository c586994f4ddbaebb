using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Wide Elman networks with ReLU are trained at a linear rate; the polynomial is not at hand.</summary>
public static class AllenZhu2019Rnn
{
    public static Bound Entry { get; } = new()
    {
        Id = "allenzhu2019-rnn",
        Title = "Allen-Zhu 2019, recurrent",
        Source = new("Allen-Zhu, Li, Song", 2019, "NeurIPS; 1810.12065; polynomial, exponents not at hand"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Recurrent,
        Formula = "m = poly(n, T, 1/Δ, log 1/ε)",
        Statement =
            "Elman ReLU networks on sequences of length T: a width polynomial in n, T, 1/Δ and log 1/ε "
            + "suffices for gradient descent and its stochastic form.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "polynomial dependence read in the abstract"),
        TextOnly = Reason,
        Claim = Bound.SaysNothing(Reason),
    };

    private const string Reason = "The width is polynomial in n and T, but no exponents are at hand that could be computed with.";
}
