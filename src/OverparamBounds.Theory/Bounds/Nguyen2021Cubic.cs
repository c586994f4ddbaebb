using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>One wide last hidden layer of a deep ReLU network: n³ units, depending on the initialisation.</summary>
public static class Nguyen2021Cubic
{
    public static Bound Entry { get; } = new()
    {
        Id = "nguyen2021-cubic",
        Title = "Nguyen 2021 (n³)",
        Source = new("Nguyen", 2021, "ICML; 2101.09612; which power depends on the initialisation; constants open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Deep,
        Formula = "m_H = Ω(n³)",
        Statement =
            "Deep ReLU networks in the standard parametrisation, all layers trained: one wide layer of order "
            + "n, n² or n³ suffices, depending on how weights are drawn. This is the curve n³.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions = [Hypotheses.Relu, Hypotheses.SquaredLoss, Hypotheses.GradientDescent, Hypotheses.DistinctRows, Hypotheses.DistinctDirections],
        Exponents = new(Samples: 3),
        Claim = problem => BoundClaim.Log10OfWidth(3 * Math.Log10(problem.Samples)),
    };
}
