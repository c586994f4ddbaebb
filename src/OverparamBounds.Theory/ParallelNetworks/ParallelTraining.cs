using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>Trains a parallel network on squared loss plus weight decay, in double precision, downhill at every step.</summary>
/// <remarks>
/// First plain gradient descent over all rows, each step halved until the objective falls by Armijo's rule. It slows down
/// where an optimum sits on a kink of ReLU, and units that die shrink geometrically but never reach 0. So a polishing
/// follows (<see cref="CellDescent"/>), which holds kinks exactly and sets dead units to exactly 0, and which does not
/// climb either.
/// </remarks>
public static class ParallelTraining
{
    private const int HistoryInterval = 100;

    /// <summary>Share of the predicted decrease that a step must bring.</summary>
    private const double Armijo = 0.3;

    /// <summary>Of the objective, over an interval: gradient descent that gains less has stalled.</summary>
    private const double Stalled = 1e-9;

    private const double LeastRate = 1e-15;

    public static ParallelTrainingResult Run(
        ParallelProblem problem, ParallelTrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        return Run(problem, Initial(problem, options), options, cancellationToken);
    }

    /// <summary>The same from a network of the caller's; <see cref="ParallelTrainingOptions.Units"/> and the seed play no part.</summary>
    public static ParallelTrainingResult Run(
        ParallelProblem problem, ParallelNetwork initial, ParallelTrainingOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(initial);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.GradientSteps);
        ArgumentOutOfRangeException.ThrowIfNegative(options.PolishSteps);
        if (!(options.Tolerance > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Tolerance, "The tolerance must be above 0.");
        }

        var history = new List<TrainingPoint> { new(0, initial.Objective(problem)) };
        var network = Descend(problem, initial, options, history, cancellationToken);
        var gradientSteps = history[^1].Step;
        if (options.PolishSteps == 0)
        {
            return new(network, gradientSteps, PolishSteps: 0, GrownUnits: 0, IsStationary: false, history);
        }

        var polish = new CellDescent(problem, network, options);
        polish.Run(history, cancellationToken);
        return new(polish.Network, gradientSteps, polish.Steps, polish.GrownUnits, polish.IsStationary, history);
    }

    /// <summary>Normal weights, such that the outputs do not depend on the number of units.</summary>
    private static ParallelNetwork Initial(ParallelProblem problem, ParallelTrainingOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Units);
        ArgumentOutOfRangeException.ThrowIfNegative(options.InitialScale);
        var draws = new RandomSequence(options.Seed, RandomPurpose.Simulation);
        var share = options.InitialScale / Math.Pow(options.Units, 0.25);
        return new(
            Draw(options.Units * problem.Features, share / Math.Sqrt(problem.Features)),
            Draw(options.Units * problem.Outputs, share / Math.Sqrt(problem.Outputs)),
            options.Units);

        double[] Draw(int count, double deviation)
        {
            var values = new double[count];
            for (var at = 0; at < count; at++)
            {
                values[at] = deviation * draws.NextNormal();
            }

            return values;
        }
    }

    private static ParallelNetwork Descend(
        ParallelProblem problem,
        ParallelNetwork network,
        ParallelTrainingOptions options,
        List<TrainingPoint> history,
        CancellationToken cancellationToken)
    {
        var (objective, rate, step) = (history[^1].Objective, 1.0, 0);
        while (step < options.GradientSteps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var gradient = network.Gradient(problem);
            var squares = ParallelProblem.SumOfSquares(gradient.Incoming) + ParallelProblem.SumOfSquares(gradient.Outgoing);
            var next = network;
            var reached = objective;
            for (; rate > LeastRate; rate /= 2)
            {
                next = Step(network, gradient, rate);
                reached = next.Objective(problem);
                if (reached <= objective - (Armijo * rate * squares))
                {
                    break;
                }
            }

            if (!(reached < objective))
            {
                break;
            }

            (network, objective, rate) = (next, reached, rate * 2);
            step++;
            if (step % HistoryInterval == 0)
            {
                var hasStalled = history[^1].Objective - objective <= Stalled * objective;
                history.Add(new(step, objective));
                if (hasStalled)
                {
                    break;
                }
            }
        }

        if (step > history[^1].Step)
        {
            history.Add(new(step, objective));
        }

        return network;
    }

    private static ParallelNetwork Step(ParallelNetwork network, ParallelNetwork gradient, double rate)
    {
        double[] incoming = [.. network.Incoming];
        double[] outgoing = [.. network.Outgoing];
        ParallelNetwork.Add(incoming, gradient.Incoming, -rate);
        ParallelNetwork.Add(outgoing, gradient.Outgoing, -rate);
        return new(incoming, outgoing, network.Units);
    }
}
