using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>n generic units in the last hidden layer: the output layer alone fits, which is a convex problem.</summary>
public static class Livni2014
{
    public static Bound Entry { get; } = new()
    {
        Id = "livni2014",
        Title = "Livni 2014",
        Source = new("Livni, Shalev-Shwartz, Shamir", 2014, "NIPS; 1410.1141; from memory; no open constants"),
        Kind = BoundKind.Landscape,
        Networks = NetworkFamilies.Deep,
        Formula = "m = n",
        Statement =
            "Over-specified networks become easy: if the last hidden layer has n or more generic units, its "
            + "outputs are linearly independent and the output weights alone reach zero loss.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Memory, "from memory"),
        Assumptions = [Hypotheses.DistinctRows, Hypotheses.DistinctDirections],
        Exponents = new(Samples: 1),
        Claim = problem => BoundClaim.Width(problem.Samples),
    };
}
