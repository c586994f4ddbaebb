using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>The weaker form for ReLU.</summary>
public static class Oymak2020Relu
{
    public static Bound Entry { get; } = new()
    {
        Id = "oymak2020-relu",
        Title = "Oymak-Soltanolkotabi 2020, ReLU",
        Source = new("Oymak, Soltanolkotabi", 2020, "IEEE JSAIT; 1902.04674; as quoted later; constants open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = Ω(n²)",
        Statement = "For ReLU the comparison tables give order n²; a review says up to n²/d.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.ReadElsewhere, "as quoted in comparison tables"),
        Assumptions =
        [
            Hypotheses.Relu,
            Hypotheses.NoBiases,
            Hypotheses.UnitRows,
            Hypotheses.NtkParametrisation,
            Hypotheses.FirstLayerTrained,
            Hypotheses.SquaredLoss,
            Hypotheses.GradientMethod,
            Hypotheses.ScalarOutput,
            Hypotheses.DistinctDirections,
        ],
        Exponents = new(Samples: 2),
        Claim = problem => BoundClaim.Log10OfWidth(2 * Math.Log10(problem.Samples)),
    };
}
