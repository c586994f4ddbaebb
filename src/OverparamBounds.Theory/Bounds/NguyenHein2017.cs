using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Analytic units: a hidden layer wider than n, pyramidal from there on, leaves almost only global minima.</summary>
public static class NguyenHein2017
{
    public static Bound Entry { get; } = new()
    {
        Id = "nguyen-hein2017",
        Title = "Nguyen-Hein 2017",
        Source = new("Nguyen, Hein", 2017, "ICML; 1704.08045; no open constants"),
        Kind = BoundKind.Landscape,
        Networks = NetworkFamilies.Deep,
        Formula = "m = n",
        Statement =
            "With analytic activations, the squared loss, one hidden layer of at least n units and "
            + "non-increasing widths behind it, every non-degenerate local minimum is global.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Read, "read in the abstract; n or n − 1"),
        Assumptions = [Hypotheses.Smooth, Hypotheses.SquaredLoss, Hypotheses.DistinctRows, Hypotheses.DistinctDirections],
        Exponents = new(Samples: 1),
        Claim = problem => BoundClaim.Width(problem.Samples),
    };
}
