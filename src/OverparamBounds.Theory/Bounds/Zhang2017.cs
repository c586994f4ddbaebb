using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Width n memorises any n distinct inputs with a ReLU network.</summary>
public static class Zhang2017
{
    public static Bound Entry { get; } = new()
    {
        Id = "zhang2017",
        Title = "Zhang 2017 (2n+d)",
        Source = new("Zhang et al.", 2017, "1611.03530, Theorem 1 (2n + d weights), derived anew here; no open constants"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.Deep,
        Formula = "m = n",
        Statement =
            "All hidden units share one direction a; their biases interlace the sorted projections a·x, so "
            + "that the hidden outputs form a triangular matrix and the output weights solve for any targets: d "
            + "+ n weights, and n an output, which is 2n + d for one. An ordinary network holds the "
            + "construction at width n, and further ReLU layers change nothing, since they can pass nonnegative "
            + "numbers on. It proves that a fitting network exists, not that gradient descent finds it.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Memory | EvidenceTags.Derived, "statement from memory, construction derived and run here"),
        Assumptions = [Hypotheses.Relu, Hypotheses.HasBiases, Hypotheses.NoConflicts],
        Exponents = new(Samples: 1),
        Telling = true,
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem) => BoundClaim.Width(problem.Samples) with
    {
        Weights = problem.Problem.Features + problem.Problem.Samples + (long)problem.Constraints,
    };
}
