using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>Descent over u_i = ||a_i|| w_i with each unit kept in the closure of its activation cell and its output direction fixed.</summary>
internal sealed class IncomingDescent : GroupDescent
{
    /// <summary>Of a unit's norm times a row's: so near to the row's hyperplane it lies on it.</summary>
    private const double Border = 1e-9;

    /// <summary>Of the decay: a slope beyond the border that is steeper counts.</summary>
    private const double LeastSlope = 1e-8;

    private readonly ParallelProblem _problem;
    private readonly double[] _directions;
    private readonly bool[] _isActive;
    private readonly double[] _units;
    private readonly double[] _norms;
    private readonly ConeProjection _cone;

    /// <param name="values">u: [r, d].</param>
    /// <param name="directions">b_i = a_i / ||a_i||: [r, C]; may change between restarts.</param>
    public IncomingDescent(ParallelProblem problem, double[] values, double[] directions)
        : base(problem, values, problem.Features)
    {
        (_problem, _directions) = (problem, directions);
        _units = [.. problem.Inputs];
        _norms = new double[problem.Samples];
        for (var row = 0; row < problem.Samples; row++)
        {
            var unit = _units.AsSpan(row * problem.Features, problem.Features);
            _norms[row] = Math.Sqrt(ParallelProblem.SumOfSquares(unit));
            ParallelNetwork.Scale(unit, _norms[row] > 0 ? 1 / _norms[row] : 0);
        }

        _cone = new(_units, problem.Features);
        _isActive = new bool[values.Length / problem.Features * problem.Samples];
        for (var unit = 0; unit < values.Length / problem.Features; unit++)
        {
            EnterCell(unit, values.AsSpan(unit * problem.Features, problem.Features));
        }
    }

    /// <summary>Puts a unit into the cell of a point; right only where the unit's values lie in its closure.</summary>
    public void EnterCell(int unit, ReadOnlySpan<double> point)
    {
        for (var row = 0; row < _problem.Samples; row++)
        {
            _isActive[(unit * _problem.Samples) + row] = InputRows.Product(_problem.Row(row), point) > 0;
        }
    }

    /// <summary>
    /// Units on a border move into the neighbouring cell where the objective falls on that side. Restart if any did: the
    /// function is the same, its formula is not.
    /// </summary>
    /// <param name="residual">Y - Phi: [n, C].</param>
    public bool CrossBorders(double[] residual)
    {
        var slopes = Answer(residual);
        var hasCrossed = false;
        for (var unit = 0; unit < _directions.Length / _problem.Outputs; unit++)
        {
            var values = Values.AsSpan(unit * _problem.Features, _problem.Features);
            var norm = Math.Sqrt(ParallelProblem.SumOfSquares(values));
            if (norm == 0)
            {
                continue;
            }

            // A step of the unit's own size has the multipliers of the slope, times the step.
            var slope = slopes.AsSpan(unit * _problem.Features, _problem.Features);
            var rate = norm / Math.Max(_problem.WeightDecay, Math.Sqrt(ParallelProblem.SumOfSquares(slope)));
            var point = values.ToArray();
            ParallelNetwork.Add(point, slope, rate);
            Project(unit, point);
            for (var row = 0; row < _problem.Samples; row++)
            {
                var distance = Math.Abs(InputRows.Product(_units.AsSpan(row * _problem.Features, _problem.Features), values));
                var gain = (_cone.Multipliers[row] / rate) + (_norms[row] * SlopeOf(residual, row, unit));
                if (distance <= Border * norm && gain > LeastSlope * _problem.WeightDecay && _norms[row] > 0)
                {
                    ref var isActive = ref _isActive[(unit * _problem.Samples) + row];
                    isActive = !isActive;
                    hasCrossed = true;
                }
            }
        }

        return hasCrossed;
    }

    protected override double[] Apply(double[] values)
    {
        var image = new double[_problem.Samples * _problem.Outputs];
        for (var unit = 0; unit < _directions.Length / _problem.Outputs; unit++)
        {
            for (var row = 0; row < _problem.Samples; row++)
            {
                if (_isActive[(unit * _problem.Samples) + row])
                {
                    ParallelNetwork.Add(
                        image.AsSpan(row * _problem.Outputs, _problem.Outputs),
                        _directions.AsSpan(unit * _problem.Outputs, _problem.Outputs),
                        InputRows.Product(_problem.Row(row), values.AsSpan(unit * _problem.Features, _problem.Features)));
                }
            }
        }

        return image;
    }

    protected override double[] Answer(double[] residual)
    {
        var answer = new double[Values.Length];
        for (var unit = 0; unit < _directions.Length / _problem.Outputs; unit++)
        {
            for (var row = 0; row < _problem.Samples; row++)
            {
                if (_isActive[(unit * _problem.Samples) + row])
                {
                    ParallelNetwork.Add(
                        answer.AsSpan(unit * _problem.Features, _problem.Features),
                        _problem.Row(row),
                        SlopeOf(residual, row, unit));
                }
            }
        }

        return answer;
    }

    protected override void Project(int group, Span<double> point) =>
        _cone.Project(point, _isActive.AsMemory(group * _problem.Samples, _problem.Samples));

    private double SlopeOf(double[] residual, int row, int unit) => InputRows.Product(
        residual.AsSpan(row * _problem.Outputs, _problem.Outputs),
        _directions.AsSpan(unit * _problem.Outputs, _problem.Outputs));
}
