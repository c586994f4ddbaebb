using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>A climb to a local maximum of the answer, cell by cell of the activation patterns.</summary>
/// <remarks>
/// With b = Gᵀ relu(X w) over its norm, the answer is at least b·M w on w's closed cell, which peaks at the projection of
/// Mᵀb onto the cell. On the border of a cell the climb crosses over where the slope on the far side is upwards. No step
/// lowers the answer.
/// </remarks>
internal static class PolarAscent
{
    private const int MostSteps = 500;

    /// <summary>Products, all climbs together, after which no further climb starts: some ten seconds.</summary>
    private const double MostProducts = 5e9;

    /// <summary>A step that gains less, of the value, is the last.</summary>
    private const double LeastGain = 1e-14;

    /// <summary>Distance from a hyperplane, for a direction of norm 1, below which it lies on it.</summary>
    private const double Border = 1e-10;

    /// <summary>The hints, the rows, both ways along GᵀX, and random directions.</summary>
    /// <returns>In coordinates of the row space.</returns>
    public static IEnumerable<double[]> Starts(RowSpace space, IEnumerable<double[]> hints, PolarOptions options)
    {
        foreach (var hint in hints)
        {
            yield return space.Lower(hint);
        }

        for (var output = 0; output < space.Outputs; output++)
        {
            var slope = new double[space.Rank];
            for (var row = 0; row < space.Whole.Count; row++)
            {
                ParallelNetwork.Add(slope, space.Whole.Row(row), space.Slopes[(row * space.Outputs) + output]);
            }

            yield return slope;
            yield return Array.ConvertAll(slope, value => -value);
        }

        foreach (var row in space.Representatives.Take(options.Starts))
        {
            yield return space.Whole.Row(row).ToArray();
        }

        var draws = new RandomSequence(options.Seed, RandomPurpose.Simulation);
        for (var start = 0; start < options.Starts; start++)
        {
            var direction = new double[space.Rank];
            for (var at = 0; at < space.Rank; at++)
            {
                direction[at] = draws.NextNormal();
            }

            yield return direction;
        }
    }

    /// <summary>Climbs from one start after the other, within a limit on the work.</summary>
    /// <returns>The climbs.</returns>
    public static int Climb(RowSpace space, IEnumerable<double[]> starts, PolarMaximum best, CancellationToken cancellationToken)
    {
        var (climbs, products) = (0, 0.0);
        foreach (var start in starts)
        {
            if (products > MostProducts)
            {
                break;
            }

            // A projection goes over all rows once for every constraint that binds.
            products += (double)Climb(space, start, best, cancellationToken) * space.Rows.Length * space.Rank;
            climbs++;
        }

        return climbs;
    }

    /// <returns>Steps taken.</returns>
    private static int Climb(RowSpace space, double[] start, PolarMaximum best, CancellationToken cancellationToken)
    {
        var norm = Math.Sqrt(ParallelProblem.SumOfSquares(start));
        if (norm == 0)
        {
            return 0;
        }

        var direction = Array.ConvertAll(start, value => value / norm);
        var answers = PolarMaximum.Answers(space.Rows, space.Slopes, direction);
        var value = Math.Sqrt(ParallelProblem.SumOfSquares(answers));
        if (value == 0)
        {
            return 0;
        }

        var climb = new Cell(space, direction);
        var steps = 0;
        while (steps < MostSteps)
        {
            steps++;
            cancellationToken.ThrowIfCancellationRequested();
            var next = climb.Peak(answers, value);
            var nextAnswers = PolarMaximum.Answers(space.Rows, space.Slopes, next);
            var nextValue = Math.Sqrt(ParallelProblem.SumOfSquares(nextAnswers));
            var hasGained = nextValue > value * (1 + LeastGain);
            if (nextValue > value)
            {
                (direction, answers, value) = (next, nextAnswers, nextValue);
            }

            if (!climb.Cross(next, answers, value) && !hasGained)
            {
                break;
            }
        }

        best.Offer(space.Whole, direction);
        return steps;
    }

    private sealed class Cell
    {
        private readonly RowSpace _space;
        private readonly double[] _units;
        private readonly double[] _norms;
        private readonly bool[] _isActive;
        private readonly ConeProjection _cone;

        public Cell(RowSpace space, double[] direction)
        {
            _space = space;
            _units = [.. space.Rows];
            _norms = new double[space.Whole.Count];
            _isActive = new bool[space.Whole.Count];
            for (var row = 0; row < _norms.Length; row++)
            {
                _norms[row] = Math.Sqrt(ParallelProblem.SumOfSquares(space.Whole.Row(row)));
                ParallelNetwork.Scale(_units.AsSpan(row * space.Rank, space.Rank), 1 / _norms[row]);
                _isActive[row] = InputRows.Product(space.Whole.Row(row), direction) > 0;
            }

            _cone = new(_units, space.Rank);
        }

        /// <summary>The direction of norm 1 in the closed cell on which b·M w is largest.</summary>
        public double[] Peak(double[] answers, double value)
        {
            var peak = new double[_space.Rank];
            for (var row = 0; row < _isActive.Length; row++)
            {
                if (_isActive[row])
                {
                    ParallelNetwork.Add(peak, _space.Whole.Row(row), Slope(row, answers, value));
                }
            }

            _cone.Project(peak, _isActive);
            ParallelNetwork.Scale(peak, 1 / Math.Sqrt(ParallelProblem.SumOfSquares(peak)));
            return peak;
        }

        /// <summary>Moves to the cells on whose side the slope is upwards; false where there are none.</summary>
        public bool Cross(double[] direction, double[] answers, double value)
        {
            var hasCrossed = false;
            for (var row = 0; row < _isActive.Length; row++)
            {
                var distance = InputRows.Product(_units.AsSpan(row * _space.Rank, _space.Rank), direction);
                var gain = _cone.Multipliers[row] + (_norms[row] * Slope(row, answers, value));
                if (Math.Abs(distance) <= Border && gain > LeastGain * value)
                {
                    _isActive[row] = !_isActive[row];
                    hasCrossed = true;
                }
            }

            return hasCrossed;
        }

        /// <summary>b·g_row.</summary>
        private double Slope(int row, double[] answers, double value) =>
            InputRows.Product(_space.Slopes.AsSpan(row * _space.Outputs, _space.Outputs), answers) / value;
    }
}
