using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Shallow transformers of logarithmic width, for targets in a kernel class.</summary>
public static class Arda2026
{
    public static Bound Entry { get; } = new()
    {
        Id = "arda2026",
        Title = "Arda 2026",
        Source = new("Arda, Cayci, Eryilmaz", 2026, "2601.16514; logarithmic, for targets of a kernel class"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Transformer,
        Formula = "m = O(log n) for kernel-class targets",
        Statement =
            "Projected gradient descent on a shallow multi-head transformer in the kernel regime: width "
            + "logarithmic in n, an optimization error that does not depend on T.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        TextOnly = Reason,
        Claim = Bound.SaysNothing(Reason),
    };

    private const string Reason = "It needs targets in a kernel class, so it does not speak of arbitrary or random labels.";
}
