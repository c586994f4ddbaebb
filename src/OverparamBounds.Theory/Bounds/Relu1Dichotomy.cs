using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Exact;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>A ReLU layer of width m realises too few labelings to fit random ones.</summary>
public static class Relu1Dichotomy
{
    public static Bound Entry { get; } = new()
    {
        Id = "relu1-dichotomy",
        Title = "ReLU labelings",
        Source = new("this project", 0, "Cover 1965 counted over activation patterns; no open constants"),
        Kind = BoundKind.Necessary,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m log₂C(n, d+1) + log₂C(n, (d+1)m+1) ≥ n − 1",
        Statement =
            "Each hidden unit has at most C(n, d+1) on-off patterns on n points, with C(n, D) = 2 Σ_{k<D} "
            + "binom(n−1, k) (Cover 1965). Given the patterns, the output is linear in (d+1)m + 1 numbers. So "
            + "at most C(n, d+1)^m · C(n, (d+1)m+1) labelings are realised; to fit uniformly random labels with "
            + "probability 1/2 there must be 2^(n−1).",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Derived, "derived here"),
        Assumptions = [Hypotheses.Relu, Hypotheses.BinaryLabels, Hypotheses.RandomLabels, Hypotheses.DistinctRows],
        Exponents = new(Samples: 1, Features: -1),
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem) => problem.Problem.Outputs == 1
        ? BoundClaim.Width(LeastWidth(problem.Problem.Samples, problem.Problem.Features, problem.HasBiases))
        : BoundClaim.Nothing("The count is for one output.");

    /// <summary>The least m whose count reaches 2^(n-1).</summary>
    public static int LeastWidth(int samples, int features, bool biases = true)
    {
        var inputs = features + (biases ? 1 : 0);
        var patterns = CoverCount.Log2(samples, inputs);
        return LabelingCounts.LeastWidth(
            samples, width => (width * patterns) + CoverCount.Log2(samples, (int)Math.Min(samples, ((long)inputs * width) + (biases ? 1 : 0))));
    }
}
