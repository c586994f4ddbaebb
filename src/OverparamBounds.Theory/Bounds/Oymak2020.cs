using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Moderate over-parameterization: gradient descent succeeds once the square root of the parameters exceeds n.</summary>
public static class Oymak2020
{
    public static Bound Entry { get; } = new()
    {
        Id = "oymak2020",
        Title = "Oymak-Soltanolkotabi 2020",
        Source = new("Oymak, Soltanolkotabi", 2020, "IEEE JSAIT; 1902.04674; constants open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = Ω(κ² n²/d)",
        Statement =
            "One hidden layer with a smooth activation, first layer trained: √(md) ≥ c κ(X) n suffices, with "
            + "κ(X) = √(d/n)‖X‖, about 1 for isotropic data. Gradient descent and its stochastic form.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read | EvidenceTags.ReadElsewhere | EvidenceTags.Memory, "square root of the parameters against n read in the abstract; the rest from tables and memory"),
        Assumptions =
        [
            Hypotheses.Smooth,
            Hypotheses.NoBiases,
            Hypotheses.UnitRows,
            Hypotheses.NtkParametrisation,
            Hypotheses.FirstLayerTrained,
            Hypotheses.SquaredLoss,
            Hypotheses.GradientMethod,
            Hypotheses.ScalarOutput,
            Hypotheses.DistinctDirections,
        ],
        Exponents = new(Samples: 2, Features: -1),
        Telling = true,
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem) => problem.Survey.Conditioning.Value is { } conditioning
        ? BoundClaim.Log10OfWidth(Log10Width(problem.Samples, problem.TheoryFeatures, conditioning)) with { Kernel = "conditioning" }
        : BoundClaim.Nothing(problem.Survey.Conditioning.Reason!);

    /// <summary>log10 of κ² n²/d.</summary>
    public static double Log10Width(double samples, double features, double conditioning) =>
        2 * Math.Log10(conditioning * samples) - Math.Log10(features);
}
