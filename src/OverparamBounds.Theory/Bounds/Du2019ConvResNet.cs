using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Gradient descent on convolutional residual networks; m counts channels.</summary>
public static class Du2019ConvResNet
{
    public static Bound Entry { get; } = new()
    {
        Id = "du2019-convresnet",
        Title = "Du 2019, convolutional",
        Source = new("Du, Lee, Li, Wang, Zhai", 2019, "ICML; 1811.03804, Theorem 7.1; exponents from memory; constants and poly(p) open, taken as 1"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.ConvolutionalResidual,
        Formula = "m = Ω(max(n⁴/(λ⁴H⁶), n⁴/(λ⁴H²), n/δ, n² log(Hn/δ)/λ²) poly(p))",
        Statement =
            "The residual theorem with patches of q taps and p pixels. A polynomial in p is hidden and taken "
            + "as 1; since H ≥ 1 the second term dominates the first. Its exponents may be remembered wrongly.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read | EvidenceTags.Memory, "structure read in the text; exponents from memory"),
        Assumptions = HypothesisSets.DeepKernel,
        Exponents = new(Samples: 4, Depth: -2, LambdaMin: -4),
        Claim = problem => problem.Layout is { } layout ? problem.OfLambdaMin(KernelChoice.Convolutional(problem.Dual, problem.ResidualDepth, layout), lambda => Log10Width(problem.Samples, lambda, problem.FailureProbability, problem.ResidualDepth)) : BoundClaim.Nothing("Rows are vectors here; --image reads each as one."),
    };

    /// <summary>log10 of max(n⁴/(λ⁴H²), n/δ, n² log(Hn/δ)/λ²).</summary>
    public static double Log10Width(double samples, double lambda, double failure, int depth)
    {
        var ratio = Math.Log10(samples) - Math.Log10(lambda);
        return new[]
        {
            (4 * ratio) - (2 * Math.Log10(depth)),
            Math.Log10(samples / failure),
            (2 * ratio) + Math.Log10(Math.Log(depth * samples / failure)),
        }.Max();
    }
}
