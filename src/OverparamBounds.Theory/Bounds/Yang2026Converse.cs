using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Width times depth cannot be far below √n for the worst data.</summary>
public static class Yang2026Converse
{
    public static Bound Entry { get; } = new()
    {
        Id = "yang2026-converse",
        Title = "Width times depth, converse",
        Source = new("Yang, Yang", 2026, "2603.09589; constants open"),
        Kind = BoundKind.Necessary,
        Networks = NetworkFamilies.Deep,
        Formula = "m² L² ≥ n / log(1/Δ′)",
        Statement =
            "Points of the unit ball at distance Δ′: ReLU networks of width m and depth L that memorise every "
            + "such set need m² L² = Ω(n / log(1/Δ′)). Constant 1; Δ′ is the smallest distance of the rows over "
            + "the largest norm.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "read in the abstract"),
        Assumptions = [Hypotheses.Relu, Hypotheses.WorstCase, Hypotheses.DistinctRows],
        Exponents = new(Samples: 0.5, Depth: -1),
        Claim = problem => Yang2026.Claim(problem, Math.Sqrt(problem.Samples / Yang2026.LogSeparation(problem))),
    };
}
