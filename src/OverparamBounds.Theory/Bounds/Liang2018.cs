using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>One special extra unit with a skip connection removes bad local minima for two classes.</summary>
public static class Liang2018
{
    public static Bound Entry { get; } = new()
    {
        Id = "liang2018",
        Title = "One extra neuron",
        Source = new("Liang, Sun, Lee, Srikant", 2018, "NeurIPS; qualitative"),
        Kind = BoundKind.Landscape,
        Networks = NetworkFamilies.AnyDense,
        Formula = "one special unit more",
        Statement =
            "Adding one exponential unit (or one a layer) with a skip connection and its regulariser makes "
            + "every local minimum global in binary classification.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        TextOnly = Reason,
        Claim = Bound.SaysNothing(Reason),
    };

    private const string Reason = "It adds a special unit to a network of any size; it asks for no width.";
}
