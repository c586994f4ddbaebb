using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Quadratic units: 2d + 1 of them leave no spurious valleys.</summary>
public static class Venturi2019Quadratic
{
    public static Bound Entry { get; } = new()
    {
        Id = "venturi2019-quadratic",
        Title = "Venturi 2019, quadratic",
        Source = new("Venturi, Bandeira, Bruna", 2019, "JMLR; 1802.06384; from memory; no open constants"),
        Kind = BoundKind.Landscape,
        Networks = NetworkFamilies.QuadraticUnits,
        Formula = "m = 2d + 1",
        Statement =
            "With quadratic activations the function space has finite dimension, and 2d + 1 units suffice. "
            + "They fit about d(d+1)/2 samples at most.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Memory, "from memory"),
        Assumptions = [Hypotheses.ScalarOutput],
        Exponents = new(Features: 1),
        Claim = problem => BoundClaim.Width((2 * problem.Features) + 1),
    };
}
