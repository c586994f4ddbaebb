using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>One single-head layer with low-rank weights can memorise; how large it must be is not stated.</summary>
public static class Kajitsuka2024
{
    public static Bound Entry { get; } = new()
    {
        Id = "kajitsuka2024",
        Title = "Kajitsuka 2024",
        Source = new("Kajitsuka, Sato", 2024, "ICLR; 2307.14023; no size stated"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.Transformer,
        Formula = "one layer memorises",
        Statement =
            "One layer of self-attention with a single head and low-rank weights, between two feed-forward "
            + "layers, can memorise any finite set of sequences.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        TextOnly = Reason,
        Claim = Bound.SaysNothing(Reason),
    };

    private const string Reason = "It says that one layer can memorise, not how wide it must be.";
}
