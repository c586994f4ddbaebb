using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Residual networks memorise points in general position with about 4n/d + 6C units.</summary>
public static class Yun2019Residual
{
    public static Bound Entry { get; } = new()
    {
        Id = "yun2019-residual",
        Title = "Yun 2019, residual",
        Source = new("Yun, Sra, Jadbabaie", 2019, "NeurIPS; 1810.07770; constants from memory"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.Residual,
        Formula = "m = 4n/d + 6C",
        Statement = "Residual networks need far fewer than n hidden units under general position; about 4n/d + 6C.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read | EvidenceTags.Memory, "fewer than n units read in the abstract; 4n/d + 6C from memory"),
        Assumptions = [Hypotheses.Relu, Hypotheses.GeneralPosition, Hypotheses.NoConflicts],
        Exponents = new(Samples: 1, Features: -1),
        Claim = problem => BoundClaim.Width((4 * problem.Samples / problem.Features) + (6 * problem.Problem.Outputs)),
    };
}
