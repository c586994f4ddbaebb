using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Exact;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>A layer of m threshold units realises too few labelings to fit random ones.</summary>
public static class Threshold1Dichotomy
{
    public static Bound Entry { get; } = new()
    {
        Id = "thr1-dichotomy",
        Title = "Threshold labelings",
        Source = new("this project", 0, "Cover 1965 counted over hidden dichotomies; no open constants"),
        Kind = BoundKind.Necessary,
        Networks = NetworkFamilies.ThresholdUnits,
        Formula = "m log₂C(n, d+1) + log₂C(n, m+1) ≥ n − 1",
        Statement =
            "As for ReLU labelings, with threshold units: each has at most C(n, d+1) dichotomies, and the "
            + "output unit sees m binary numbers, which it can label in C(n, m+1) ways.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Derived, "derived here"),
        Assumptions = [Hypotheses.BinaryLabels, Hypotheses.RandomLabels, Hypotheses.DistinctRows],
        Exponents = new(Samples: 1, Features: -1),
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem) => problem.Problem.Outputs == 1
        ? BoundClaim.Width(LeastWidth(problem.Problem.Samples, problem.Problem.Features))
        : BoundClaim.Nothing("The count is for one output.");

    /// <summary>The least m whose count reaches 2^(n-1).</summary>
    public static int LeastWidth(int samples, int features)
    {
        var patterns = CoverCount.Log2(samples, features + 1);
        return LabelingCounts.LeastWidth(samples, width => (width * patterns) + CoverCount.Log2(samples, width + 1));
    }
}
