using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Analytic units: to fit all labelings of every generic set of n points takes (n−1)/2 parameters.</summary>
public static class Sontag1997
{
    public static Bound Entry { get; } = new()
    {
        Id = "sontag1997",
        Title = "Sontag shattering",
        Source = new("Sontag", 1997, "shattering all sets of k points in general position; from memory; no open constants"),
        Kind = BoundKind.Necessary,
        Networks = NetworkFamilies.AnyDense,
        Formula = "P ≥ (n − 1)/2",
        Statement =
            "A network with analytic activations (sigmoid, tanh) that shatters every set of n points in "
            + "general position has at least (n − 1)/2 parameters. It is about all such sets at once, not about "
            + "the data at hand.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Memory, "statement from memory of the abstract"),
        Assumptions = [Hypotheses.Smooth, Hypotheses.WorstCase],
        Exponents = new(Samples: 1),
        Claim = problem => BoundClaim.Parameters((problem.Samples - 1) / 2),
    };
}
