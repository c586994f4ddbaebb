using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>For separable data the count falls to n².</summary>
public static class SongYang2019Separable
{
    public static Bound Entry { get; } = new()
    {
        Id = "songyang2019-separable",
        Title = "Song-Yang 2019, separable",
        Source = new("Song, Yang", 2019, "1906.03593; as quoted later; constants and logarithms open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = Ω̃(n²)",
        Statement = "A refinement that depends on the data: Ω̃(n²) for separable data.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.ReadElsewhere, "as quoted in comparison tables"),
        Assumptions = HypothesisSets.TwoLayerKernel,
        Exponents = new(Samples: 2),
        Claim = problem => BoundClaim.Log10OfWidth(2 * Math.Log10(problem.Samples)),
    };
}
