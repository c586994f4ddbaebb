using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>Trains a parallel network on squared loss plus weight decay, in double precision.</summary>
/// <remarks>
/// First plain gradient descent over all rows with a fixed step, which is halved, from the best network so far, whenever a
/// hundred steps have not lowered the objective: a search along each gradient would stop at the first kink of ReLU, where
/// no small step helps. It slows down where an optimum sits on a kink, and units that die shrink geometrically but never
/// reach 0. So a polishing follows (<see cref="CellDescent"/>), which holds kinks exactly, sets dead units to exactly 0
/// and does not climb.
/// </remarks>
public static class ParallelTraining
{
    private const int HistoryInterval = 100;

    /// <summary>Share of the predicted decrease that the first step must bring.</summary>
    private const double Armijo = 0.3;

    /// <summary>Of the objective, over an interval: gradient descent that gains less has stalled.</summary>
    private const double Stalled = 1e-9;

    private const double LeastRate = 1e-15;

    /// <summary>Halvings of the step after which gradient descent has come as near to a kink as it will.</summary>
    private const int MostHalvings = 30;

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
        var (best, objective) = (network, history[^1].Objective);
        var rate = FirstRate(problem, network, objective);
        var (step, halvings, hasStalled) = (0, 0, rate < LeastRate);
        while (step < options.GradientSteps && halvings < MostHalvings && !hasStalled)
        {
            cancellationToken.ThrowIfCancellationRequested();
            network = Step(network, network.Gradient(problem), rate);
            step++;
            if (step % HistoryInterval != 0 && step != options.GradientSteps)
            {
                continue;
            }

            var reached = network.Objective(problem);
            if (reached < objective)
            {
                hasStalled = objective - reached <= Stalled * objective;
                (best, objective) = (network, reached);
            }
            else
            {
                (network, rate, halvings) = (best, rate / 2, halvings + 1);
            }

            history.Add(new(step, objective));
        }

        return best;
    }

    /// <summary>A step that lowers the objective as much as its gradient foretells; below <see cref="LeastRate"/> where none does.</summary>
    private static double FirstRate(ParallelProblem problem, ParallelNetwork network, double objective)
    {
        var gradient = network.Gradient(problem);
        var squares = ParallelProblem.SumOfSquares(gradient.Incoming) + ParallelProblem.SumOfSquares(gradient.Outgoing);
        var rate = 1.0;
        while (rate >= LeastRate && !(Step(network, gradient, rate).Objective(problem) <= objective - (Armijo * rate * squares)))
        {
            rate /= 2;
        }

        return rate;
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
