using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>The polishing: descent in the products of a unit's weights, one activation cell at a time.</summary>
/// <remarks>
/// A balanced unit is u = ||a|| w and b = a / ||a||, its part of the network relu(X u) bᵀ and its weight decay ||u||. While
/// no unit leaves its cell, the objective is convex in all u together, a least squares problem with a sum of norms. So
/// are the output weights for fixed input directions; with one output b is a mere sign and stays. In turns: u, then a,
/// then units on the border of two cells cross it where that is downhill. Shrinking sets dead units to exactly 0.
/// </remarks>
internal sealed class CellDescent
{
    private const int TurnSteps = 200;

    /// <summary>Turns without a gain after which it gives up.</summary>
    private const int MostIdleTurns = 25;

    /// <summary>Of the objective: less is no gain.</summary>
    private const double LeastGain = 1e-15;

    private readonly ParallelProblem _problem;
    private readonly ParallelTrainingOptions _options;
    private readonly double[] _directions;
    private readonly int _units;
    private readonly IncomingDescent _incoming;
    private readonly OutgoingDescent _outgoing;

    public CellDescent(ParallelProblem problem, ParallelNetwork network, ParallelTrainingOptions options)
    {
        (_problem, _options, _units) = (problem, options, network.Units);
        _directions = [.. network.Outgoing];
        double[] products = [.. network.Incoming];
        for (var unit = 0; unit < _units; unit++)
        {
            var direction = DirectionOf(unit);
            var norm = Math.Sqrt(ParallelProblem.SumOfSquares(direction));
            ParallelNetwork.Scale(products.AsSpan(unit * problem.Features, problem.Features), norm);
            ParallelNetwork.Scale(direction, norm > 0 ? 1 / norm : 0);
        }

        _incoming = new(problem, products, _directions);
        _outgoing = new(problem, [.. network.Outgoing]);
        _incoming.Restart(products);
    }

    public int Steps { get; private set; }

    public int GrownUnits { get; private set; }

    public bool IsStationary { get; private set; }

    public ParallelNetwork Network
    {
        get
        {
            double[] incoming = [.. _incoming.Values];
            double[] outgoing = [.. _directions];
            for (var unit = 0; unit < _units; unit++)
            {
                var half = Math.Sqrt(Norm(unit));
                ParallelNetwork.Scale(incoming.AsSpan(unit * _problem.Features, _problem.Features), half > 0 ? 1 / half : 0);
                ParallelNetwork.Scale(outgoing.AsSpan(unit * _problem.Outputs, _problem.Outputs), half);
            }

            return new(incoming, outgoing, _units);
        }
    }

    /// <param name="history">Gets a point a turn.</param>
    public void Run(List<TrainingPoint> history, CancellationToken cancellationToken)
    {
        var (before, idleTurns) = (history[^1].Step, 0);
        while (Steps < _options.PolishSteps)
        {
            IsStationary = Turn(cancellationToken);
            var lowest = history[^1].Objective;
            idleTurns = _incoming.Objective < lowest * (1 - LeastGain) ? 0 : idleTurns + 1;
            history.Add(new(before + Steps, Math.Min(lowest, _incoming.Objective)));
            if (!IsStationary && idleTurns < MostIdleTurns)
            {
                continue;
            }

            if (!_options.GrowsZeroUnits || !Grow(cancellationToken))
            {
                return;
            }

            (IsStationary, idleTurns) = (false, 0);
        }
    }

    /// <summary>Whether nothing was left to do within the tolerance.</summary>
    private bool Turn(CancellationToken cancellationToken)
    {
        Steps += _incoming.Descend(Math.Min(TurnSteps, _options.PolishSteps - Steps), _options.Tolerance, cancellationToken);
        var hasSettled = _incoming.Residual <= _options.Tolerance;
        if (_problem.Outputs > 1)
        {
            // Each half alone soon settles; both have when neither finds anything to do after the other.
            hasSettled = _incoming.FirstResidual <= _options.Tolerance;
            hasSettled &= TurnDirections(cancellationToken);
        }

        if (!_incoming.CrossBorders(Network.Residual(_problem)))
        {
            return hasSettled;
        }

        _incoming.Restart(_incoming.Values);
        return false;
    }

    private bool TurnDirections(CancellationToken cancellationToken)
    {
        double[] products = [.. _incoming.Values];
        double[] outgoing = [.. _directions];
        var activations = new double[_units * _problem.Samples];
        for (var unit = 0; unit < _units; unit++)
        {
            var norm = Norm(unit);
            var product = products.AsSpan(unit * _problem.Features, _problem.Features);
            ParallelNetwork.Scale(product, norm > 0 ? 1 / norm : 0);
            ParallelNetwork.Scale(outgoing.AsSpan(unit * _problem.Outputs, _problem.Outputs), norm);
            for (var row = 0; row < _problem.Samples; row++)
            {
                activations[(unit * _problem.Samples) + row] = Math.Max(0, InputRows.Product(_problem.Row(row), product));
            }
        }

        _outgoing.Restart(outgoing, activations);
        Steps += _outgoing.Descend(Math.Clamp(_options.PolishSteps - Steps, 1, TurnSteps), _options.Tolerance, cancellationToken);
        for (var unit = 0; unit < _units; unit++)
        {
            var weights = _outgoing.Values.AsSpan(unit * _problem.Outputs, _problem.Outputs);
            var norm = Math.Sqrt(ParallelProblem.SumOfSquares(weights));
            ParallelNetwork.Scale(products.AsSpan(unit * _problem.Features, _problem.Features), norm);
            if (norm > 0)
            {
                // A unit that is 0 keeps the direction that it had.
                weights.CopyTo(DirectionOf(unit));
                ParallelNetwork.Scale(DirectionOf(unit), 1 / norm);
            }
        }

        _incoming.Restart(products);
        return _outgoing.FirstResidual <= _options.Tolerance;
    }

    /// <summary>Gives the first zero unit the weights of the best new unit, if that lowers the objective.</summary>
    private bool Grow(CancellationToken cancellationToken)
    {
        var free = Enumerable.Range(0, _units).FirstOrDefault(unit => Norm(unit) == 0, -1);
        if (free < 0)
        {
            return false;
        }

        var residual = Network.Residual(_problem);
        var polar = PolarValue.Of(_problem, residual, [], _options.Polar, cancellationToken);
        if (BestUnit.Of(_problem, residual, polar) is not { } best)
        {
            return false;
        }

        double[] products = [.. _incoming.Values];
        best.Product.CopyTo(products.AsSpan(free * _problem.Features));
        best.Direction.CopyTo(DirectionOf(free));
        _incoming.EnterCell(free, best.Product);
        _incoming.Restart(products);
        GrownUnits++;
        return true;
    }

    private double Norm(int unit) =>
        Math.Sqrt(ParallelProblem.SumOfSquares(_incoming.Values.AsSpan(unit * _problem.Features, _problem.Features)));

    private Span<double> DirectionOf(int unit) => _directions.AsSpan(unit * _problem.Outputs, _problem.Outputs);
}
