using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Diagonal recurrent networks of logarithmic width, for smooth targets.</summary>
public static class Cayci2024
{
    public static Bound Entry { get; } = new()
    {
        Id = "cayci2024",
        Title = "Cayci 2024",
        Source = new("Cayci, Eryilmaz", 2024, "diagonal recurrent networks; logarithmic, for smooth targets"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Recurrent,
        Formula = "m = O(log n) for smooth targets",
        Statement =
            "Gradient descent on diagonal recurrent networks: width logarithmic in n for targets of a smooth "
            + "class.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        TextOnly = Reason,
        Claim = Bound.SaysNothing(Reason),
    };

    private const string Reason = "It needs targets of a smooth class, so it does not speak of arbitrary or random labels.";
}
