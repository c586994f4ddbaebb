using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Deep ReLU networks of polylogarithmic width under separability in tangent features.</summary>
public static class Chen2021
{
    public static Bound Entry { get; } = new()
    {
        Id = "chen2021",
        Title = "Chen 2021",
        Source = new("Chen, Cao, Zou, Gu", 2021, "ICLR; 1911.12360; polylogarithmic, no exponents at hand"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.ManyHidden,
        Formula = "m = polylog(n, 1/ε)",
        Statement =
            "Width polylogarithmic in n and 1/ε suffices under a separability condition of neural-tangent "
            + "type.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        TextOnly = Reason,
        Claim = Bound.SaysNothing(Reason),
    };

    private const string Reason = "Polylogarithmic in n, but the powers and the margin they divide by are not at hand.";
}
