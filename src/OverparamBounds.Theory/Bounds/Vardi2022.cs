using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>√n parameters memorise separated points: a network of width 12 and depth about √(n log n).</summary>
public static class Vardi2022
{
    public static Bound Entry { get; } = new()
    {
        Id = "vardi2022",
        Title = "Vardi 2022",
        Source = new("Vardi, Yehudai, Shamir", 2022, "ICLR; 2110.03187; depth formula from memory; constants open"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.NarrowDeep,
        Formula = "P = Õ(√n), width 12",
        Statement =
            "Width 12 and depth √(n log n) + √(n/log n)·max(log R, log C), R = 10 n² r √(πd)/Δ′, with r the "
            + "largest norm and Δ′ the smallest distance. P = 12 d + 156 · depth here, constant 1. Weights need "
            + "many bits.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Read | EvidenceTags.ReadElsewhere | EvidenceTags.Memory, "√n read in the abstract, width 12 in a review, depth from memory"),
        Assumptions = [Hypotheses.Relu, Hypotheses.DistinctRows],
        Exponents = new(Samples: 0.5),
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem)
    {
        if (problem.Survey.RawSeparation.Value is not { } separation)
        {
            return BoundClaim.Nothing(problem.Survey.RawSeparation.Reason!);
        }

        var n = problem.Samples;
        var log = Math.Log(Math.Max(2, n));
        var range = Math.Log(10 * n * n * problem.Survey.Norms.Largest * Math.Sqrt(Math.PI * problem.Features) / separation);
        var depth = Math.Sqrt(n * log) + (Math.Sqrt(n / log) * Math.Max(range, Math.Log(Math.Max(2, problem.Problem.Classes))));
        return BoundClaim.Parameters((12 * problem.Features) + (156 * depth)) with { Kernel = "rawSeparation" };
    }
}
