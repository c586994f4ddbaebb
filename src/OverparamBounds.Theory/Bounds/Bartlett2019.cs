using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>The VC dimension of ReLU networks, O(P L log P), must reach n to shatter the data.</summary>
public static class Bartlett2019
{
    public static Bound Entry { get; } = new()
    {
        Id = "bartlett2019",
        Title = "VC dimension",
        Source = new("Bartlett, Harvey, Liaw, Mehrabian", 2019, "JMLR; 1703.02930; constants open"),
        Kind = BoundKind.Necessary,
        Networks = NetworkFamilies.Deep,
        Formula = "P L log₂ P ≥ n",
        Statement =
            "The VC dimension of ReLU networks with P parameters in L layers is O(P L log P), and Ω(P L "
            + "log(P/L)) for some. To fit every labeling of n points it must reach n. The constant is taken as "
            + "1; the explicit form of the argument is relu-deep-dichotomy.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "orders read in the abstract"),
        Assumptions =
        [
            Hypotheses.ReluOrLeaky,
            Hypotheses.BinaryLabels,
            Hypotheses.RandomLabels,
            Hypotheses.DistinctRows,
        ],
        Exponents = new(Samples: 1, Depth: -1),
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem)
    {
        var layers = problem.Depth + 1;
        var (low, high) = (1.0, 2.0);
        while (layers * high * Math.Log2(high) < problem.Samples)
        {
            (low, high) = (high, 2 * high);
        }

        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = layers * middle * Math.Log2(middle) < problem.Samples ? (middle, high) : (low, middle);
        }

        return BoundClaim.Parameters(high);
    }
}
