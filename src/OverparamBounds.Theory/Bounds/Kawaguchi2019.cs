using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Gradient descent trains deep networks with about as many parameters as samples.</summary>
public static class Kawaguchi2019
{
    public static Bound Entry { get; } = new()
    {
        Id = "kawaguchi2019",
        Title = "Kawaguchi-Huang 2019",
        Source = new("Kawaguchi, Huang", 2019, "1908.02419; constants and logarithms open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.ManyHidden,
        Formula = "P = Ω̃(n)",
        Statement =
            "P = Ω̃(n) parameters, optimal up to logarithms. Later papers note that the proof uses the last "
            + "layer, whose width must then be about n.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Read | EvidenceTags.ReadElsewhere, "headline read in the abstract; the caveat in later papers"),
        Assumptions = [Hypotheses.Smooth, Hypotheses.SquaredLoss, Hypotheses.GradientDescent, Hypotheses.DistinctDirections],
        Exponents = new(Samples: 1),
        Claim = problem => BoundClaim.Parameters(problem.Samples),
    };
}
