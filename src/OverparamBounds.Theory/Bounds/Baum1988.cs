using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>⌈n/d⌉ threshold units realise any labeling of n points in general position.</summary>
public static class Baum1988
{
    public static Bound Entry { get; } = new()
    {
        Id = "baum1988",
        Title = "Baum 1988",
        Source = new("Baum", 1988, "on the capabilities of multilayer perceptrons; as quoted later; no open constants"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.ThresholdUnits,
        Formula = "m = ⌈n/d⌉",
        Statement =
            "Each hidden hyperplane is laid through d of the points that are to be positive. Two classes, "
            + "points in general position.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.ReadElsewhere, "as quoted in later work"),
        Assumptions = [Hypotheses.GeneralPosition, Hypotheses.BinaryLabels, Hypotheses.NoConflicts],
        Exponents = new(Samples: 1, Features: -1),
        Claim = problem => BoundClaim.Width(Math.Ceiling(problem.Samples / problem.Features)),
    };
}
