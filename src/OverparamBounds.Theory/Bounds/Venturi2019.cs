using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>No spurious valleys once the width reaches the dimension of the function space, which is at most n on n points.</summary>
public static class Venturi2019
{
    public static Bound Entry { get; } = new()
    {
        Id = "venturi2019",
        Title = "Venturi 2019",
        Source = new("Venturi, Bandeira, Bruna", 2019, "JMLR; 1802.06384; from memory; no open constants"),
        Kind = BoundKind.Landscape,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = n",
        Statement =
            "One hidden layer has no spurious valleys if its width reaches the upper intrinsic dimension of "
            + "the functions that its units span; for an empirical loss that is never more than n.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Memory, "from memory"),
        Assumptions = [Hypotheses.DistinctRows, Hypotheses.DistinctDirections, Hypotheses.ScalarOutput],
        Exponents = new(Samples: 1),
        Claim = problem => BoundClaim.Width(problem.Samples),
    };
}
