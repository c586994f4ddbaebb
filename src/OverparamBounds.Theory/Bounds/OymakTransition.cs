using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Where experiments saw gradient descent begin to succeed.</summary>
public static class OymakTransition
{
    public static Bound Entry { get; } = new()
    {
        Id = "oymak2020-transition",
        Title = "Phase transition at m d = n",
        Source = new("Oymak, Soltanolkotabi", 2020, "IEEE JSAIT; 1902.04674, experiments; as quoted later"),
        Kind = BoundKind.Heuristic,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = n/d",
        Statement = "The experiments of the paper show a phase transition near m d = n.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.ReadElsewhere, "as quoted in a review"),
        Exponents = new(Samples: 1, Features: -1),
        Claim = problem => BoundClaim.Width(problem.Samples / problem.Features),
    };
}
