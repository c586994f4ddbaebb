using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Bounds;

/// <summary>The same with both layers trained, at the price of a logarithm.</summary>
public static class Du2019TwoLayerBoth
{
    public static Bound Entry { get; } = new()
    {
        Id = "du2019-two-layer-both",
        Title = "Du 2019, both layers",
        Source = new("Du, Zhai, Poczos, Singh", 2019, "ICLR; 1810.02054; from memory; constants open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = Ω(n⁶ log(m/δ) / (λ₀⁴ δ³))",
        Statement =
            "As du2019-two-layer, with both layers trained: m = Ω(n⁶ log(m/δ)/(λ₀⁴ δ³)). The width stands on "
            + "both sides; the least solution is given.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Memory, "from memory"),
        Assumptions =
        [
            Hypotheses.Relu,
            Hypotheses.NoBiases,
            Hypotheses.UnitRows,
            Hypotheses.NoParallelRows,
            Hypotheses.NtkParametrisation,
            Hypotheses.SquaredLoss,
            Hypotheses.GradientDescent,
            Hypotheses.ScalarOutput,
        ],
        Exponents = new(Samples: 6, LambdaMin: -4),
        Claim = problem => problem.OfLambdaMin(KernelChoice.TwoLayerGram, lambda => Log10Width(problem.Samples, lambda, problem.FailureProbability)),
    };

    private static double Log10Width(double samples, double lambda, double failure)
    {
        var alone = Du2019TwoLayer.Log10Width(samples, lambda, failure);
        var width = alone;
        for (var step = 0; step < 50; step++)
        {
            // log(m/δ) = ln 10 · (log10 m - log10 δ): the iteration contracts, since the logarithm grows slowly.
            width = alone + Math.Log10(Math.Max(1, Math.Log(10) * (width - Math.Log10(failure))));
        }

        return width;
    }
}
