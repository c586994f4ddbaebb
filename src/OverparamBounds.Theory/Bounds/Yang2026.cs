using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Width times depth of about √n memorises.</summary>
public static class Yang2026
{
    public static Bound Entry { get; } = new()
    {
        Id = "yang2026-width-depth",
        Title = "Width times depth",
        Source = new("Yang, Yang", 2026, "2603.09589; constants open"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.Deep,
        Formula = "m² L² = O(n log(1/Δ′))",
        Statement =
            "Points of the unit ball at distance Δ′: ReLU networks with m² L² = O(n log(1/Δ′)) memorise any "
            + "labels. Constant 1; Δ′ is the smallest distance of the rows over the largest norm.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions = [Hypotheses.Relu, Hypotheses.HasBiases, Hypotheses.DistinctRows],
        Exponents = new(Samples: 0.5, Depth: -1),
        Claim = problem => Claim(problem, Math.Sqrt(problem.Samples * LogSeparation(problem))),
    };

    internal static BoundClaim Claim(BoundProblem problem, double widthTimesDepth) =>
        problem.Survey.RawSeparation.Value is null
            ? BoundClaim.Nothing(problem.Survey.RawSeparation.Reason!)
            : BoundClaim.Width(widthTimesDepth / (problem.Depth + 1)) with { Kernel = "rawSeparation" };

    /// <summary>log(1/Δ′) in the unit ball, 1 at least: a logarithm below is a constant.</summary>
    internal static double LogSeparation(BoundProblem problem) =>
        Math.Max(1, Math.Log(problem.Survey.Norms.Largest / (problem.Survey.RawSeparation.Value ?? 1)));
}
