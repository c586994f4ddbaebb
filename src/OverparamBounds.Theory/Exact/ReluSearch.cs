using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Theory.Exact;

/// <summary>Looks for a fitting network of some width by descent from random ones. Finding none proves nothing.</summary>
/// <remarks>
/// For fixed patterns a linear program makes the misfit least. Its optimum lies on the border of its patterns: rows on
/// which a unit is 0 may count as active or not, and a unit that is 0 everywhere may become any other. The network
/// stays, so the misfit never rises; patterns on the other side may let it fall.
/// </remarks>
internal sealed class ReluSearch(SmallProblem problem, ReluVerifier verifier, RandomSequence draws)
{
    private const double Nothing = 1e-7;
    private const int MostStalls = 8;

    public long Programs { get; private set; }

    /// <param name="width">Hidden units.</param>
    /// <param name="starts">Random networks to start from.</param>
    /// <param name="cancellationToken">Asked before every linear program.</param>
    public FittingNetwork? Find(int width, int starts, CancellationToken cancellationToken)
    {
        using var program = new ReluProgram(problem, width, ReluGoal.LeastMisfit);
        for (var start = 0; start < starts; start++)
        {
            if (Descend(program, width, cancellationToken) is { } network)
            {
                return network;
            }
        }

        return null;
    }

    private FittingNetwork? Descend(ReluProgram program, int width, CancellationToken cancellationToken)
    {
        for (var unit = 0; unit < width; unit++)
        {
            Redraw(program, unit);
        }

        var (least, stalls) = (double.PositiveInfinity, 0);
        while (stalls < MostStalls)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Programs++;
            var solution = program.Solve();
            if (double.IsNaN(solution.Value))
            {
                return null;
            }

            if (solution.Value < Nothing)
            {
                return verifier.Check(problem.Network(Units(solution), solution.Constant));
            }

            stalls = solution.Value < least - Nothing ? 0 : stalls + 1;
            least = Math.Min(least, solution.Value);
            for (var unit = 0; unit < width; unit++)
            {
                Cross(program, unit, solution);
            }
        }

        return null;
    }

    private static List<ReluUnit> Units(ReluSolution solution) =>
        [.. solution.Weights.Zip(solution.Signs, (weights, sign) => new ReluUnit(Array.ConvertAll(weights, value => sign * value), sign))];

    /// <summary>Another side for each row on which the unit is 0, with even chances.</summary>
    private void Cross(ReluProgram program, int unit, ReluSolution solution)
    {
        var (weights, sign) = (solution.Weights[unit], solution.Signs[unit]);
        var size = weights.Max(Math.Abs);
        if (size < Nothing)
        {
            Redraw(program, unit);
            return;
        }

        Place(program, unit, sign, row =>
        {
            var value = sign * Dot(weights, problem.Rows[row]) / size;
            return Math.Abs(value) > Nothing ? value > 0 : draws.NextUniform() < 0.5;
        });
    }

    /// <summary>A random plane between two random rows, and a random output sign.</summary>
    private void Redraw(ReluProgram program, int unit)
    {
        var (one, other) = (problem.Rows[draws.NextIndex(problem.Rows.Length)], problem.Rows[draws.NextIndex(problem.Rows.Length)]);
        var direction = Array.ConvertAll(one, _ => draws.NextNormal());
        direction[^1] = 0;
        var share = draws.NextUniform();
        var level = (share * Dot(direction, one)) + ((1 - share) * Dot(direction, other));
        Place(program, unit, draws.NextUniform() < 0.5 ? 1 : -1, row => Dot(direction, problem.Rows[row]) > level);
    }

    private void Place(ReluProgram program, int unit, int sign, Func<int, bool> isActive)
    {
        program.Activate(unit, problem.SetOf(isActive));
        program.Bind(unit, sign);
    }

    private static double Dot(double[] one, double[] other)
    {
        var sum = 0.0;
        for (var at = 0; at < one.Length; at++)
        {
            sum += one[at] * other[at];
        }

        return sum;
    }
}
