using System.Numerics;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>As many free parameters as numbers to fit: fewer cannot interpolate real targets in general.</summary>
public static class DegreesOfFreedom
{
    public static Bound Entry { get; } = new()
    {
        Id = "dof",
        Title = "Parameter counting",
        Source = new("this project", 0, "dimension of the image of the parameter map; no open constants"),
        Kind = BoundKind.Necessary,
        Networks = NetworkFamilies.AnyDense,
        Formula = "P − (rescalable units) ≥ n C",
        Statement =
            "The map from parameters to the n C outputs is locally Lipschitz, so its image has at most as "
            + "many dimensions as there are parameters, less one for each hidden unit whose input can be scaled "
            + "against its output (ReLU, leaky ReLU). Almost every target matrix lies outside a smaller image. "
            + "One hidden ReLU layer with biases: (d+1)m + mC + C − m ≥ nC, for one output m ≥ (n−1)/(d+1).",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Derived, "derived here, checked numerically"),
        Assumptions = [Hypotheses.RealTargets, Hypotheses.SquaredLoss, Hypotheses.DistinctRows],
        Exponents = new(Samples: 1, Features: -1),
        Telling = true,
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem)
    {
        if (problem.Network is not { } network || problem.TrainedParameters is not { } parameters)
        {
            return BoundClaim.Nothing("Parameters are counted for chains of dense layers only.");
        }

        var free = parameters with { Linear = parameters.Linear - network.RescalableUnits };
        return free.LeastWidth((BigInteger)problem.Constraints) is { } width
            ? BoundClaim.Width((double)width)
            : BoundClaim.Nothing("The parameters do not grow with the width.");
    }
}
