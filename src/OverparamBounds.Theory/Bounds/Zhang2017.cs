using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Width n memorises any n distinct inputs with a ReLU network.</summary>
/// <remarks>
/// All units share one direction a; their biases interlace the sorted projections a·x, so that the hidden outputs form
/// a triangular matrix and the output weights solve for any targets. Tied, that is d + n weights and n for each output:
/// the theorem's 2n + d for one output. An ordinary network holds the construction at width n. Further ReLU layers
/// change nothing, since they can pass nonnegative numbers on. It proves that a fitting network exists, not that
/// gradient descent finds it; narrower networks may fit too.
/// </remarks>
public static class Zhang2017
{
    public static Bound Entry { get; } = new(
        Id: "zhang2017",
        Title: "Zhang 2017 (2n+d)",
        Source: new("Zhang et al.", 2017, "1611.03530, Theorem 1 (2n + d weights), derived anew here; no open constants"),
        Kind: BoundKind.Existence,
        ConstantsExplicit: true,
        Claim: Claim);

    private static BoundClaim Claim(BoundProblem problem)
    {
        if (problem.NetworkAt(1) is not { Hidden.Count: > 0 } network)
        {
            return BoundClaim.Nothing("The construction needs hidden dense layers.");
        }

        var (samples, features) = (problem.Problem.Samples, problem.Problem.Features);
        return BoundClaim.At(samples, Violations(problem, network), weights: features + samples + problem.Constraints);
    }

    private static IEnumerable<string> Violations(BoundProblem problem, DenseChain network)
    {
        foreach (var kind in network.Hidden.Select(layer => layer.Activation).Distinct().Where(kind => kind != ActivationKind.Relu))
        {
            yield return $"the construction needs ReLU units, not {kind.SpecName()}";
        }

        if (!network.Hidden[0].Dense.Bias)
        {
            yield return "the construction needs biases";
        }

        if (problem.ConflictingRows > 0)
        {
            yield return "some equal inputs have different labels, which no network fits";
        }
    }
}
