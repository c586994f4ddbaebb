using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Rows on one line: each turn of the function takes a unit of its own.</summary>
public static class Collinear
{
    public static Bound Entry { get; } = new()
    {
        Id = "collinear",
        Title = "Turns on a line",
        Source = new("this project", 0, "a kink of a piecewise linear function is a unit; no open constants"),
        Kind = BoundKind.Necessary,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m ≥ turns of the labels along a line",
        Statement =
            "On one input a network with one hidden ReLU layer is piecewise linear with at most one kink a "
            + "unit. Labels that go up and down t times between neighbours force t kinks: n points with "
            + "alternating labels need m ≥ n − 2.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Derived, "derived here"),
        Assumptions = [Hypotheses.ReluOrLeaky, Hypotheses.ScalarOutput, Hypotheses.NoConflicts],
        Exponents = new(Samples: 1),
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem)
    {
        if (problem.Problem.Features != 1 || problem.Problem.Outputs != 1)
        {
            return BoundClaim.Nothing("The rows do not lie on one line with one output.");
        }

        var data = problem.Survey.Data;
        var values = Enumerable.Range(0, data.Samples)
            .OrderBy(row => data.Row(row)[0])
            .Select(row => data.Labels is { } labels ? labels[row] : data.Targets![row])
            .ToList();
        var directions = values.Zip(values.Skip(1), (left, right) => Math.Sign(right - left)).Where(step => step != 0).ToList();
        var turns = directions.Zip(directions.Skip(1), (left, right) => left != right).Count(turn => turn);
        return BoundClaim.Width(Math.Max(1, turns));
    }
}
