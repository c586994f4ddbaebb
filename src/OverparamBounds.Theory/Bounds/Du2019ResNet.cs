using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Gradient descent on residual networks: no factor that is exponential in depth.</summary>
public static class Du2019ResNet
{
    public static Bound Entry { get; } = new()
    {
        Id = "du2019-resnet",
        Title = "Du 2019, ResNet",
        Source = new("Du, Lee, Li, Wang, Zhai", 2019, "ICML; 1811.03804, Theorem 6.1; exponents from memory; constants open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.DuResidual,
        Formula = "m = Ω(max(n⁴/(λ⁴H⁶), n²/(λ²H²), n/δ, n² log(Hn/δ)/λ²))",
        Statement =
            "x⁽ʰ⁾ = x⁽ʰ⁻¹⁾ + c_res/(H√m) σ(W⁽ʰ⁾x⁽ʰ⁻¹⁾), 0 < c_res < 1 (0.5 where nothing else is trained), all layers trained with "
            + "step O(λH²/n²). λ carries the factor (c_res/H)², so the first term grows with depth in spite of "
            + "H⁶.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read | EvidenceTags.Memory, "structure, terms and step read in the text; exponents from memory"),
        Assumptions = HypothesisSets.DeepKernel,
        Exponents = new(Samples: 4, Depth: -6, LambdaMin: -4),
        Claim = problem => problem.OfLambdaMin(KernelChoice.Residual(problem.Dual, problem.ResidualDepth, problem.ResidualScale), lambda => Log10Width(problem.Samples, lambda, problem.FailureProbability, problem.ResidualDepth)),
    };

    /// <summary>log10 of max(n⁴/(λ⁴H⁶), n²/(λ²H²), n/δ, n² log(Hn/δ)/λ²).</summary>
    public static double Log10Width(double samples, double lambda, double failure, int depth)
    {
        var (ratio, layers) = (Math.Log10(samples) - Math.Log10(lambda), Math.Log10(depth));
        return new[]
        {
            (4 * ratio) - (6 * layers),
            (2 * ratio) - (2 * layers),
            Math.Log10(samples / failure),
            (2 * ratio) + Math.Log10(Math.Log(depth * samples / failure)),
        }.Max();
    }
}
