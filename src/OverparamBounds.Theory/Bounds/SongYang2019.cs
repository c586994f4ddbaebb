using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Bounds;

/// <summary>A sharper count of the two-layer theorem: n⁴ instead of n⁶.</summary>
public static class SongYang2019
{
    public static Bound Entry { get; } = new()
    {
        Id = "songyang2019",
        Title = "Song-Yang 2019",
        Source = new("Song, Yang", 2019, "1906.03593; from memory; constants and logarithms open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = Ω̃(n⁴ / λ₀⁴)",
        Statement =
            "Matrix concentration in place of entrywise bounds: m = Ω(n⁴ log³(n/δ)/λ₀⁴) for the setting of "
            + "du2019-two-layer.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Memory, "from memory"),
        Assumptions = HypothesisSets.TwoLayerKernel,
        Exponents = new(Samples: 4, LambdaMin: -4),
        Claim = problem => problem.OfLambdaMin(KernelChoice.TwoLayerGram, lambda => 4 * (Math.Log10(problem.Samples) - Math.Log10(lambda))),
    };
}
