using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>4⌈n/d⌉ ReLU units fit any real labels of n points in general position.</summary>
public static class Bubeck2020
{
    public static Bound Entry { get; } = new()
    {
        Id = "bubeck2020",
        Title = "Bubeck 2020",
        Source = new("Bubeck, Eldan, Lee, Mikulincer", 2020, "NeurIPS; 2006.02855; no open constants"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = 4⌈n/d⌉",
        Statement =
            "Baum\u0027s construction with ReLU units that are active in a thin slab only: four units a group "
            + "of d points, for arbitrary real labels.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions =
        [
            Hypotheses.Relu,
            Hypotheses.HasBiases,
            Hypotheses.GeneralPosition,
            Hypotheses.ScalarOutput,
            Hypotheses.NoConflicts,
        ],
        Exponents = new(Samples: 1, Features: -1),
        Telling = true,
        Claim = problem => BoundClaim.Width(4 * Math.Ceiling(problem.Samples / problem.Features)),
    };
}
