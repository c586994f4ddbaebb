using Google.OrTools.LinearSolver;

namespace OverparamBounds.Theory.Geometry;

/// <summary>
/// The linear program of separability: outputs with w_own·x - w_other·x &gt;= 1 for every row and every other class
/// exist exactly when some linear network fits all labels.
/// </summary>
internal static class SeparationProgram
{
    /// <summary>Nonzero coefficients that the simplex method still deals with in seconds.</summary>
    public const double LargestSize = 1e6;

    private const long MostMilliseconds = 5_000;

    /// <summary>Nonzero coefficients of the program.</summary>
    public static double Size(StandardisedRows points, int classes) =>
        (double)points.Count * points.Columns * (classes == 2 ? 1 : 2 * (classes - 1));

    public static Measurement<bool> Solve(StandardisedRows points, int[] labels, int classes)
    {
        try
        {
            using var solver = Solver.CreateSolver("GLOP");
            return solver is null
                ? Measurement<bool>.Missing("Unknown: the solver GLOP of OR-Tools is missing.")
                : Solve(solver, points, labels, classes);
        }
        catch (Exception problem) when (problem is TypeInitializationException or DllNotFoundException
            or EntryPointNotFoundException or BadImageFormatException)
        {
            return Measurement<bool>.Missing(
                $"Unknown: the native library of OR-Tools cannot be loaded ({(problem.InnerException ?? problem).Message}).");
        }
    }

    private static Measurement<bool> Solve(Solver solver, StandardisedRows points, int[] labels, int classes)
    {
        solver.SetTimeLimit(MostMilliseconds);
        var weights = Variables(solver, points.Columns, classes);
        for (var row = 0; row < points.Count; row++)
        {
            for (var other = 0; other < classes; other++)
            {
                if (other != labels[row])
                {
                    Demand(solver, points[row], weights[labels[row]], weights[other]);
                }
            }
        }

        return solver.Solve() switch
        {
            Solver.ResultStatus.OPTIMAL or Solver.ResultStatus.FEASIBLE => Check(points, labels, weights),
            Solver.ResultStatus.INFEASIBLE => Measurement<bool>.Of(false),
            Solver.ResultStatus.NOT_SOLVED => Measurement<bool>.Missing(
                $"Unknown: the linear program took more than {MostMilliseconds / 1000} s."),
            var status => Measurement<bool>.Missing($"Unknown: the linear program ended {status}."),
        };
    }

    /// <summary>Free weights, class by class. Of two classes only the difference counts, so the second has none.</summary>
    private static Variable?[][] Variables(Solver solver, int columns, int classes)
    {
        var weights = new Variable?[classes][];
        for (var at = 0; at < classes; at++)
        {
            weights[at] = new Variable?[columns];
            for (var column = 0; column < columns && !(classes == 2 && at == 1); column++)
            {
                weights[at][column] = solver.MakeNumVar(double.NegativeInfinity, double.PositiveInfinity, string.Empty);
            }
        }

        return weights;
    }

    private static void Demand(Solver solver, ReadOnlySpan<double> point, Variable?[] own, Variable?[] other)
    {
        var constraint = solver.MakeConstraint(1, double.PositiveInfinity, string.Empty);
        for (var column = 0; column < point.Length; column++)
        {
            if (own[column] is { } plus)
            {
                constraint.SetCoefficient(plus, point[column]);
            }

            if (other[column] is { } minus)
            {
                constraint.SetCoefficient(minus, -point[column]);
            }
        }
    }

    /// <summary>A yes is only said once the weights found are seen to separate.</summary>
    private static Measurement<bool> Check(StandardisedRows points, int[] labels, Variable?[][] variables)
    {
        var weights = variables
            .Select(row => row.Select(variable => variable?.SolutionValue() ?? 0).ToArray())
            .ToArray();
        for (var row = 0; row < points.Count; row++)
        {
            Perceptron.StrongestRival(points[row], weights, labels[row], out var margin);
            if (!(margin > 0))
            {
                return Measurement<bool>.Missing("Unknown: a separation exists only below working precision.");
            }
        }

        return Measurement<bool>.Of(true);
    }
}
