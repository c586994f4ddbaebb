using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Theory.Bounds;

/// <summary>With more parallel units than numbers to fit, n C, a path that never climbs leads from anywhere to a global minimum.</summary>
/// <remarks>
/// The network is a sum of r positively homogeneous subnetworks and the objective is a convex, differentiable loss
/// plus a regulariser of the same degree. Once r exceeds n C there are no strict spurious local minima; plateaus are
/// allowed, so it does not promise that gradient descent arrives. The paper's exact hypotheses are stated from memory.
/// </remarks>
public static class Haeffele2017
{
    public static Bound Entry { get; } = new(
        Id: "haeffele2017",
        Title: "Haeffele-Vidal 2017 (nC+1)",
        Source: new("Haeffele, Vidal", 2017, "CVPR, r above the number of outputs over the training set; hypotheses from memory; no open constants"),
        Kind: BoundKind.Landscape,
        ConstantsExplicit: true,
        Claim: Claim);

    private static BoundClaim Claim(BoundProblem problem) =>
        problem.NetworkAt(1) is { Hidden.Count: > 0 } network
            ? BoundClaim.At(problem.Constraints + 1, Violations(network))
            : BoundClaim.Nothing("The theorem needs hidden units.");

    private static IEnumerable<string> Violations(DenseChain network)
    {
        foreach (var kind in network.Hidden.Select(layer => layer.Activation).Distinct().Where(kind => !kind.IsPositivelyHomogeneous()))
        {
            yield return $"{kind.SpecName()} is not positively homogeneous";
        }

        if (network.Output.Bias)
        {
            yield return "the output bias breaks homogeneity";
        }

        if (network.Hidden.Skip(1).Any(layer => layer.Dense.Bias))
        {
            yield return "the biases of later hidden layers break homogeneity";
        }

        if (network.Hidden.Count > 1)
        {
            yield return $"depth {network.Hidden.Count} needs parallel subnetworks";
        }

        // No update rule here decays weights, and the objective is the bare loss.
        yield return "no regulariser of matching degree is used";
    }
}
