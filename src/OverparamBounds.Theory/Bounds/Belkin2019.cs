using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Where double descent puts the interpolation threshold.</summary>
public static class Belkin2019
{
    public static Bound Entry { get; } = new()
    {
        Id = "belkin2019",
        Title = "Interpolation threshold",
        Source = new("Belkin, Hsu, Ma, Mandal", 2019, "PNAS, reconciling modern machine learning and the bias-variance trade-off; from memory"),
        Kind = BoundKind.Heuristic,
        Networks = NetworkFamilies.AnyDense,
        Formula = "P = n C",
        Statement =
            "With one hidden layer and the squared loss the test error peaks near P = nC, where training "
            + "error first reaches zero.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Memory, "from memory"),
        Exponents = new(Samples: 1, Outputs: 1),
        Claim = problem => BoundClaim.Parameters(problem.Constraints),
    };
}
