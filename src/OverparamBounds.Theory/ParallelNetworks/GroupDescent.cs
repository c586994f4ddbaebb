using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>Accelerated proximal descent on 1/2 ||Y - A x||² + decay (sum over groups of ||x_i||), each x_i in a convex cone.</summary>
/// <remarks>
/// FISTA of Beck and Teboulle (2009) in its monotone form, with momentum dropped where it points uphill (O'Donoghue and
/// Candès 2015). The proximal step of a cone together with a norm is the projection onto the cone, then shrinking.
/// </remarks>
internal abstract class GroupDescent
{
    /// <summary>Of the objective: a rise within it is rounding.</summary>
    private const double Rounding = 1e-14;

    private readonly ParallelProblem _problem;
    private readonly int _size;
    private double[] _values;
    private double[] _image;
    private double[] _before;
    private double[] _imageBefore;
    private double _momentum = 1;
    private double _rate = 1;

    /// <param name="values">[groups, size].</param>
    protected GroupDescent(ParallelProblem problem, double[] values, int size)
    {
        (_problem, _size) = (problem, size);
        (_values, _before) = (values, values);
        _image = _imageBefore = [];
        Residual = double.PositiveInfinity;
    }

    public double[] Values => _values;

    public double Objective { get; private set; }

    /// <summary>Of the last step, in units of the decay: how far a subgradient is from 0, in the worst group.</summary>
    public double Residual { get; private set; }

    /// <summary>A x: [n, C].</summary>
    protected abstract double[] Apply(double[] values);

    /// <summary>Aᵀ r: [groups, size].</summary>
    protected abstract double[] Answer(double[] residual);

    protected abstract void Project(int group, Span<double> point);

    /// <summary>Forgets the momentum and takes in whatever has changed about A or the values.</summary>
    public void Restart(double[] values)
    {
        (_values, _before) = (values, values);
        _image = _imageBefore = Apply(values);
        _momentum = 1;
        _rate *= 2;
        FirstResidual = double.NaN;
        Objective = ObjectiveOf(_values, _image);
    }

    /// <summary>The residual of the first step after the last restart.</summary>
    public double FirstResidual { get; private set; }

    /// <summary>At most so many steps; fewer where the residual falls to the tolerance.</summary>
    /// <returns>The steps taken.</returns>
    public int Descend(int most, double tolerance, CancellationToken cancellationToken)
    {
        for (var step = 1; step <= most; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isPlain = !Step();
            if (Residual <= tolerance && isPlain)
            {
                return step;
            }

            if (Residual <= tolerance)
            {
                // Looked at again without momentum.
                Forget();
            }
        }

        return most;
    }

    /// <summary>Whether momentum played a part.</summary>
    private bool Step()
    {
        var following = (1 + Math.Sqrt(1 + (4 * _momentum * _momentum))) / 2;
        var share = (_momentum - 1) / following;
        var hasMomentum = share > 0;
        var from = Ahead(_values, _before, share);
        var imageFrom = Ahead(_image, _imageBefore, share);
        var slope = Answer(ResidualOf(imageFrom));
        while (true)
        {
            var next = Proximal(from, slope);
            var step = Difference(next, from);
            var length = ParallelProblem.SumOfSquares(step);
            var imageStep = Apply(step);
            if (_rate * ParallelProblem.SumOfSquares(imageStep) > length * (1 + Rounding))
            {
                _rate /= 2;
                continue;
            }

            Residual = Math.Sqrt(LargestGroup(step)) / (_rate * _problem.WeightDecay);
            FirstResidual = double.IsNaN(FirstResidual) ? Residual : FirstResidual;
            var image = Ahead(imageFrom, imageStep);
            var objective = ObjectiveOf(next, image);
            if (objective > Objective * (1 + Rounding))
            {
                Forget();
                return hasMomentum || GiveUp();
            }

            var isUphill = InputRows.Product(step, Difference(next, _values)) < 0;
            (_before, _imageBefore, _momentum) = isUphill ? (next, image, 1) : (_values, _image, following);
            (_values, _image, Objective) = (next, image, objective);
            return hasMomentum;
        }
    }

    private void Forget() => (_before, _imageBefore, _momentum) = (_values, _image, 1);

    /// <summary>A plain step cannot climb but by the rounding of running sums: those are made anew.</summary>
    private bool GiveUp()
    {
        Restart(_values);
        return false;
    }

    private double[] Proximal(double[] from, double[] slope)
    {
        var next = new double[from.Length];
        var threshold = _rate * _problem.WeightDecay;
        for (var group = 0; group < next.Length / _size; group++)
        {
            var point = next.AsSpan(group * _size, _size);
            from.AsSpan(group * _size, _size).CopyTo(point);
            ParallelNetwork.Add(point, slope.AsSpan(group * _size, _size), _rate);
            Project(group, point);
            var norm = Math.Sqrt(ParallelProblem.SumOfSquares(point));
            ParallelNetwork.Scale(point, norm <= threshold ? 0 : 1 - (threshold / norm));
        }

        return next;
    }

    private double ObjectiveOf(double[] values, double[] image)
    {
        var norms = 0.0;
        for (var at = 0; at < values.Length; at += _size)
        {
            norms += Math.Sqrt(ParallelProblem.SumOfSquares(values.AsSpan(at, _size)));
        }

        return (ParallelProblem.SumOfSquares(ResidualOf(image)) / 2) + (_problem.WeightDecay * norms);
    }

    private double LargestGroup(double[] values)
    {
        var largest = 0.0;
        for (var at = 0; at < values.Length; at += _size)
        {
            largest = Math.Max(largest, ParallelProblem.SumOfSquares(values.AsSpan(at, _size)));
        }

        return largest;
    }

    private double[] ResidualOf(double[] image) => Difference(_problem.Targets, image);

    private static double[] Ahead(double[] values, double[] before, double share)
    {
        var ahead = new double[values.Length];
        for (var at = 0; at < ahead.Length; at++)
        {
            ahead[at] = values[at] + (share * (values[at] - before[at]));
        }

        return ahead;
    }

    private static double[] Ahead(double[] values, double[] step)
    {
        var ahead = new double[values.Length];
        for (var at = 0; at < ahead.Length; at++)
        {
            ahead[at] = values[at] + step[at];
        }

        return ahead;
    }

    private static double[] Difference(double[] one, double[] other)
    {
        var difference = new double[one.Length];
        for (var at = 0; at < difference.Length; at++)
        {
            difference[at] = one[at] - other[at];
        }

        return difference;
    }
}
