using System.Globalization;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Exact;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>d + 1 points in general position are separated by one unit, however they are labelled.</summary>
public static class Cover1965
{
    public static Bound Entry { get; } = new()
    {
        Id = "cover1965",
        Title = "One unit",
        Source = new("Cover", 1965, "geometrical and statistical properties of systems of linear inequalities; derived anew here; no open constants"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.AnyDense,
        Formula = "m = 1 if n ≤ d + 1",
        Statement =
            "n points in general position have exactly 2 Σ_{k<d+1} binom(n−1, k) dichotomies by hyperplanes: "
            + "all 2ⁿ if n ≤ d + 1, half of them at n = 2(d+1), which is the capacity of one unit.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Derived, "derived here"),
        Assumptions =
        [
            Hypotheses.GeneralPosition,
            Hypotheses.BinaryLabels,
            Hypotheses.NoConflicts,
            Hypotheses.HasBiases,
        ],
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem)
    {
        if (problem.Depth > 1)
        {
            return BoundClaim.Nothing("The count is for one hidden layer.");
        }

        var missing = problem.Samples - CoverCount.Log2(problem.Problem.Samples, problem.Problem.Features + 1);
        return problem.Problem.Samples <= problem.Problem.Features + 1
            ? BoundClaim.Width(1)
            : BoundClaim.Nothing(string.Create(
                CultureInfo.InvariantCulture,
                $"n = {problem.Problem.Samples} is above d + 1 = {problem.Problem.Features + 1}: one unit realises a share of 2^-{missing:0.#} of all labelings."));
    }
}
