using OverparamBounds.Core.Data;
using OverparamBounds.Theory.Exact;
using OverparamBounds.Theory.Patterns;

namespace OverparamBounds.Theory.Tests.Exact;

/// <summary>The least width by all tuples of patterns with all output signs, nothing left out; each unit bound to its pattern.</summary>
internal static class BruteForceReluWidth
{
    public static int Of(Dataset dataset, ReluFit fit)
    {
        var problem = new SmallProblem(dataset, fit);
        ulong[] patterns =
        [
            .. ActivationPatterns.Of(problem.Rows, 1000, TestContext.Current.CancellationToken)!.All
                .Select(pattern => problem.SetOf(row => pattern[row])),
        ];
        for (var width = 1; width <= 3; width++)
        {
            using var program = new ReluProgram(problem, width, ReluGoal.Fit);
            if (IsPossible(program, unit: 0, from: 0))
            {
                return width;
            }

            bool IsPossible(ReluProgram bound, int unit, int from)
            {
                for (var at = from; unit < width && at < patterns.Length; at++)
                {
                    bound.Activate(unit, patterns[at]);
                    foreach (var sign in new[] { 1, -1 })
                    {
                        bound.Bind(unit, sign);
                        if (IsPossible(bound, unit + 1, at))
                        {
                            return true;
                        }
                    }
                }

                return unit == width && bound.Solve().IsFeasible;
            }
        }

        throw new InvalidOperationException("More than three units.");
    }
}
