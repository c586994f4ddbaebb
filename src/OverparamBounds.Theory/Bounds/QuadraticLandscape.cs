using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Quadratic units: 2d of them leave global minima only, with zero loss for up to d(d+1)/2 generic samples.</summary>
public static class QuadraticLandscape
{
    public static Bound Entry { get; } = new()
    {
        Id = "quadratic-landscape",
        Title = "Quadratic units",
        Source = new("Soltanolkotabi, Javanmard, Lee", 2019, "theoretical insights into over-parameterized shallow networks; width from memory; no open constants"),
        Kind = BoundKind.Landscape,
        Networks = NetworkFamilies.QuadraticUnits,
        Formula = "m = 2d",
        Statement =
            "One hidden layer of at least 2d quadratic units: all local minima are global, and reach zero "
            + "loss on generic data while n is at most about d(d+1)/2.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.ReadElsewhere | EvidenceTags.Memory, "statement read in a review; width from memory"),
        Assumptions = [Hypotheses.SquaredLoss, Hypotheses.ScalarOutput],
        Exponents = new(Features: 1),
        Claim = problem => problem.Samples > problem.Features * (problem.Features + 1) / 2 ? BoundClaim.Nothing("n is above d(d+1)/2, more than quadratic units fit.") : BoundClaim.Width(2 * problem.Features),
    };
}
