using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>n sigmoid units leave no suboptimal local minima under the squared loss.</summary>
public static class Poston1991
{
    public static Bound Entry { get; } = new()
    {
        Id = "poston1991",
        Title = "Poston 1991, Yu 1995",
        Source = new("Poston, Lee, Choie, Kwon; Yu, Chen", 1991, "from memory; later work corrects details; no open constants"),
        Kind = BoundKind.Landscape,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = n",
        Statement =
            "One hidden layer of at least n sigmoid units: no suboptimal local minima or valleys (squared "
            + "loss).",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Memory, "from memory"),
        Assumptions = [Hypotheses.Sigmoidal, Hypotheses.SquaredLoss, Hypotheses.DistinctRows, Hypotheses.DistinctDirections],
        Exponents = new(Samples: 1),
        Claim = problem => BoundClaim.Width(problem.Samples),
    };
}
