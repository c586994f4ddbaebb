using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>The distance from 0 to the subgradients of the objective at a network.</summary>
/// <remarks>
/// A row whose hyperplane a unit lies on lets ReLU's slope be anything from 0 to 1. Where the kink points down, as it
/// does at a minimum, the slope is chosen that brings the subgradient nearest to 0; where it points up, it is the one of
/// the side that the unit is on, since no choice makes such a point a minimum.
/// </remarks>
internal static class Stationarity
{
    /// <summary>Of the norms of row and weights: so near to the hyperplane the unit lies on it.</summary>
    private const double Border = 1e-8;

    private const int MostSweeps = 2_000;

    /// <summary>Of a slope's range from 0 to 1: a sweep that changes less is the last.</summary>
    private const double LeastChange = 1e-12;

    /// <summary>Of the norm of the regulariser's gradient; 0 for the network whose weights are all 0.</summary>
    /// <param name="residual">Y - Phi: [n, C].</param>
    public static double Of(ParallelProblem problem, ParallelNetwork network, double[] residual)
    {
        var gradient = network.Gradient(problem);
        var squares = ParallelProblem.SumOfSquares(gradient.Outgoing);
        for (var unit = 0; unit < network.Units; unit++)
        {
            squares += Nearest(problem, network, residual, unit);
        }

        var weights = ParallelProblem.SumOfSquares(network.Incoming) + ParallelProblem.SumOfSquares(network.Outgoing);
        return squares == 0 ? 0 : Math.Sqrt(squares) / (problem.WeightDecay * Math.Sqrt(weights));
    }

    /// <summary>The squared norm of the subgradient in a unit's input weights that is nearest to 0.</summary>
    private static double Nearest(ParallelProblem problem, ParallelNetwork network, double[] residual, int unit)
    {
        var weights = network.IncomingOf(unit);
        var norm = Math.Sqrt(ParallelProblem.SumOfSquares(weights));
        var subgradient = weights.ToArray();
        ParallelNetwork.Scale(subgradient, problem.WeightDecay);
        var kinks = new List<double[]>();
        for (var row = 0; row < problem.Samples; row++)
        {
            var point = problem.Row(row);
            var activation = InputRows.Product(point, weights);
            var slope = -InputRows.Product(residual.AsSpan(row * network.Outputs, network.Outputs), network.OutgoingOf(unit));
            if (slope > 0 && Math.Abs(activation) <= Border * norm * Math.Sqrt(ParallelProblem.SumOfSquares(point)))
            {
                var kink = point.ToArray();
                ParallelNetwork.Scale(kink, slope);
                kinks.Add(kink);
            }
            else if (activation > 0)
            {
                ParallelNetwork.Add(subgradient, point, slope);
            }
        }

        Shorten(subgradient, kinks);
        return ParallelProblem.SumOfSquares(subgradient);
    }

    /// <summary>Adds to a vector the shares between 0 and 1 of the kinks that make it shortest, one coordinate at a time.</summary>
    private static void Shorten(double[] vector, List<double[]> kinks)
    {
        var shares = new double[kinks.Count];
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var change = 0.0;
            for (var at = 0; at < kinks.Count; at++)
            {
                var length = ParallelProblem.SumOfSquares(kinks[at]);
                var share = length > 0 ? Math.Clamp(shares[at] - (InputRows.Product(vector, kinks[at]) / length), 0, 1) : 0;
                ParallelNetwork.Add(vector, kinks[at], share - shares[at]);
                change = Math.Max(change, Math.Abs(share - shares[at]));
                shares[at] = share;
            }

            if (change <= LeastChange)
            {
                return;
            }
        }
    }
}
