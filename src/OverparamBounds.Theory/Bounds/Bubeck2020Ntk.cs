using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Nearly as few units fit in the tangent regime, up to an error ε.</summary>
public static class Bubeck2020Ntk
{
    public static Bound Entry { get; } = new()
    {
        Id = "bubeck2020-ntk",
        Title = "Bubeck 2020, tangent",
        Source = new("Bubeck, Eldan, Lee, Mikulincer", 2020, "NeurIPS; 2006.02855; constants open"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = O((n/d) log(1/ε))",
        Statement =
            "A variant of the construction that lives in the neural tangent regime and reaches error ε with "
            + "O((n/d) log(1/ε)) units. Constant 1 and ε = 0.01 here.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions = [Hypotheses.Relu, Hypotheses.HasBiases, Hypotheses.GeneralPosition, Hypotheses.ScalarOutput, Hypotheses.NoConflicts],
        Exponents = new(Samples: 1, Features: -1),
        Claim = problem => BoundClaim.Width(Math.Ceiling(problem.Samples / problem.Features) * Math.Log(100)),
    };
}
