using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Every differentiable local minimum fits once d m ≥ n.</summary>
public static class Soudry2016
{
    public static Bound Entry { get; } = new()
    {
        Id = "soudry2016",
        Title = "Soudry-Carmon 2016",
        Source = new("Soudry, Carmon", 2016, "1605.08361; conditions as quoted later; no open constants"),
        Kind = BoundKind.Landscape,
        Networks = NetworkFamilies.Deep,
        Formula = "d m ≥ n; deeper: m² ≥ n",
        Statement =
            "(Leaky) ReLU, squared loss, one output, generic data and dropout-like noise: every "
            + "differentiable local minimum has zero training error if d·m ≥ n with one hidden layer, or if the "
            + "product of two adjacent widths reaches n in a deeper network. Minima at kinks are not covered.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Read | EvidenceTags.ReadElsewhere, "headline read in the abstract; conditions as quoted by Du et al. and a critique"),
        Assumptions =
        [
            Hypotheses.ReluOrLeaky,
            Hypotheses.SquaredLoss,
            Hypotheses.ScalarOutput,
            Hypotheses.GeneralPosition, Hypotheses.DistinctDirections,
        ],
        Exponents = new(Samples: 1, Features: -1),
        Telling = true,
        Claim = problem => BoundClaim.Width(Math.Ceiling(problem.Depth == 1 ? problem.Samples / problem.Features : Math.Sqrt(problem.Samples))),
    };
}
