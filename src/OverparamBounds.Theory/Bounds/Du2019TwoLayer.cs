using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Gradient descent on the first layer of a wide ReLU network reaches zero squared loss at a linear rate.</summary>
public static class Du2019TwoLayer
{
    public static Bound Entry { get; } = new()
    {
        Id = "du2019-two-layer",
        Title = "Du 2019, two layers",
        Source = new("Du, Zhai, Poczos, Singh", 2019, "ICLR; 1810.02054, Theorem 3.2; constants open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = Ω(n⁶ / (λ₀⁴ δ³))",
        Statement =
            "f(x) = m^(−1/2) Σ a_r relu(w_r·x), w_r ~ N(0, I), a_r = ±1 fixed; full-batch gradient descent on "
            + "the first layer with step O(λ₀/n²) has ‖u(k) − y‖² ≤ (1 − ηλ₀/2)^k ‖u(0) − y‖² with probability "
            + "1 − δ. λ₀ is the smallest eigenvalue of H∞ on the rows. Norms between c₁ and c₂ instead of 1 "
            + "change constants only.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "width, assumptions and Gram matrix read in the text"),
        Assumptions = HypothesisSets.TwoLayerKernel,
        Exponents = new(Samples: 6, LambdaMin: -4),
        Telling = true,
        Claim = problem => problem.OfLambdaMin(KernelChoice.TwoLayerGram, lambda => Log10Width(problem.Samples, lambda, problem.FailureProbability)),
    };

    /// <summary>log10 of n⁶/(λ₀⁴ δ³).</summary>
    public static double Log10Width(double samples, double lambda, double failure) =>
        (6 * Math.Log10(samples)) - (4 * Math.Log10(lambda)) - (3 * Math.Log10(failure));
}
