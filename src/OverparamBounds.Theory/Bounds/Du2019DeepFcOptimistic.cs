using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Bounds;

/// <summary>The optimistic edge of du2019-deep-fc: without the factor that is exponential in depth.</summary>
public static class Du2019DeepFcOptimistic
{
    public static Bound Entry { get; } = new()
    {
        Id = "du2019-deep-fc-optimistic",
        Title = "Du 2019, deep, no depth factor",
        Source = new("Du, Lee, Li, Wang, Zhai", 2019, "ICML; 1811.03804, Theorem 5.1; exponents from memory; constants open, 2^O(H) taken as 1"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Deep,
        Formula = "m = Ω(max(n⁴/λ⁴, n/δ, n² log(Hn/δ)/λ²))",
        Statement =
            "As du2019-deep-fc with the exponential factor left out: the theorem does not promise this, but "
            + "no constant in its exponent could make it smaller.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read | EvidenceTags.Memory, "structure read in the text; exponents from memory"),
        Assumptions = [.. HypothesisSets.DeepKernel, Hypotheses.KnownDepthFactor],
        Exponents = new(Samples: 4, LambdaMin: -4),
        Claim = problem => problem.OfLambdaMin(KernelChoice.FullyConnected(problem.Dual, problem.OwnDepth), lambda => Du2019DeepFc.Log10Width(problem.Samples, lambda, problem.FailureProbability, problem.OwnDepth, exponent: 0)),
    };
}
