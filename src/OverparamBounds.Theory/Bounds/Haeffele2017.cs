using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>With more parallel units than numbers to fit, n C, a path that never climbs leads from anywhere to a global minimum.</summary>
public static class Haeffele2017
{
    public static Bound Entry { get; } = new()
    {
        Id = "haeffele2017",
        Title = "Haeffele-Vidal 2017 (nC+1)",
        Source = new("Haeffele, Vidal", 2017, "CVPR, r above the number of outputs over the training set; hypotheses from memory; no open constants"),
        Kind = BoundKind.Landscape,
        Networks = NetworkFamilies.Deep,
        Formula = "m = n C + 1",
        Statement =
            "The network is a sum of r positively homogeneous subnetworks, the objective a convex, "
            + "differentiable loss plus a regulariser of the same degree. A local minimum in which some "
            + "subnetwork is zero is global; and once r exceeds n C, from any point a continuous path that "
            + "never climbs leads to a global minimum. Plateaus are allowed, so it does not promise that "
            + "gradient descent arrives. The certificate of global optimality that goes with it can be "
            + "computed: overparam certify.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Read | EvidenceTags.ReadElsewhere | EvidenceTags.Memory, "both halves read in the abstract; exact hypotheses and threshold from memory"),
        Assumptions = [Hypotheses.Homogeneous, Hypotheses.ParallelSubnetworks, Hypotheses.Regulariser],
        Exponents = new(Samples: 1, Outputs: 1),
        Telling = true,
        Claim = problem => BoundClaim.Width(problem.Constraints + 1),
    };
}
