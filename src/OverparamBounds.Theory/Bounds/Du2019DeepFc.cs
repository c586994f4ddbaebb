using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Gradient descent on deep plain networks with a smooth activation reaches zero squared loss; the width is exponential in depth.</summary>
public static class Du2019DeepFc
{
    public static Bound Entry { get; } = new()
    {
        Id = "du2019-deep-fc",
        Title = "Du 2019, deep",
        Source = new("Du, Lee, Li, Wang, Zhai", 2019, "ICML; 1811.03804, Theorem 5.1; exponents from memory; constants open, 2^O(H) taken as 2^H"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Deep,
        Formula = "m = Ω(2^{O(H)} max(n⁴/λ⁴, n/δ, n² log(Hn/δ)/λ²))",
        Statement =
            "H hidden layers x⁽ʰ⁾ = √(c_σ/m) σ(W⁽ʰ⁾x⁽ʰ⁻¹⁾), output a·x⁽ᴴ⁾, all weights N(0, 1) and all "
            + "trained with step O(λ/(n² 2^{O(H)})). λ is the smallest eigenvalue of K⁽ᴴ⁾. The three terms "
            + "serve the stability of the Gram matrix in training, the size of outputs at the start, and the "
            + "accuracy of the Gram matrix at the start. The factor 2^{O(H)} has an unknown constant in its "
            + "exponent: 1 here, 0 in du2019-deep-fc-optimistic.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read | EvidenceTags.Memory, "structure, assumptions, terms and step read in the text; exponents inside the maximum from memory"),
        Assumptions = [.. HypothesisSets.DeepKernel, Hypotheses.KnownDepthFactor],
        Exponents = new(Samples: 4, LambdaMin: -4),
        Telling = true,
        Claim = problem => problem.OfLambdaMin(KernelChoice.FullyConnected(problem.Dual, problem.OwnDepth), lambda => Log10Width(problem.Samples, lambda, problem.FailureProbability, problem.OwnDepth, exponent: 1)),
    };

    /// <summary>log10 of 2^(cH) max(n⁴/λ⁴, n/δ, n² log(Hn/δ)/λ²).</summary>
    /// <param name="exponent">c, which the theorem leaves open.</param>
    public static double Log10Width(double samples, double lambda, double failure, int depth, double exponent) =>
        (exponent * depth * Math.Log10(2)) + Math.Max(
            4 * (Math.Log10(samples) - Math.Log10(lambda)),
            Math.Max(
                Math.Log10(samples / failure),
                (2 * (Math.Log10(samples) - Math.Log10(lambda))) + Math.Log10(Math.Log(depth * samples / failure))));
}
