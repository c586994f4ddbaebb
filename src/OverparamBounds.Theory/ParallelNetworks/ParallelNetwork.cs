using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>A sum of ReLU units side by side, without an output bias: Phi(X) = sum over i of relu(X w_i) a_iᵀ.</summary>
public sealed record ParallelNetwork
{
    /// <summary>Of the largest unit; below it a unit counts as zero.</summary>
    private const double ZeroShare = 1e-6;

    /// <param name="incoming">[r, d], a row of input weights w_i a unit.</param>
    /// <param name="outgoing">[r, C], a row of output weights a_i a unit.</param>
    /// <param name="units">r; divides both lengths.</param>
    public ParallelNetwork(double[] incoming, double[] outgoing, int units)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        ArgumentNullException.ThrowIfNull(outgoing);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        if (incoming.Length == 0 || incoming.Length % units != 0 || outgoing.Length == 0 || outgoing.Length % units != 0)
        {
            throw new ArgumentException($"{incoming.Length} and {outgoing.Length} weights do not make {units} units.");
        }

        (Incoming, Outgoing, Units) = (incoming, outgoing, units);
        (Features, Outputs) = (incoming.Length / units, outgoing.Length / units);
    }

    /// <summary>[<see cref="Units"/>, <see cref="Features"/>].</summary>
    public double[] Incoming { get; }

    /// <summary>[<see cref="Units"/>, <see cref="Outputs"/>].</summary>
    public double[] Outgoing { get; }

    public int Units { get; }

    public int Features { get; }

    public int Outputs { get; }

    /// <summary>Units, from 0, with max(||a_i||, ||w_i||) at most 1e-6 of the largest of all units; all of them where every weight is 0.</summary>
    public IReadOnlyList<int> ZeroUnits
    {
        get
        {
            var sizes = Enumerable.Range(0, Units).Select(unit => Math.Max(IncomingNorm(unit), OutgoingNorm(unit))).ToList();
            var least = ZeroShare * sizes.Max();
            return [.. Enumerable.Range(0, Units).Where(unit => sizes[unit] <= least)];
        }
    }

    /// <summary>Units that are not zero although ||a_i|| ||w_i|| is at most 1e-12 of the largest size squared: without effect, but unbalanced.</summary>
    public IReadOnlyList<int> UnbalancedUnits
    {
        get
        {
            var zero = ZeroUnits;
            var largest = Enumerable.Range(0, Units).Max(unit => Math.Max(IncomingNorm(unit), OutgoingNorm(unit)));
            var least = ZeroShare * ZeroShare * largest * largest;
            return [.. Enumerable.Range(0, Units).Except(zero).Where(unit => IncomingNorm(unit) * OutgoingNorm(unit) <= least)];
        }
    }

    internal Span<double> IncomingOf(int unit) => Incoming.AsSpan(unit * Features, Features);

    internal Span<double> OutgoingOf(int unit) => Outgoing.AsSpan(unit * Outputs, Outputs);

    /// <summary>Phi: [n, C].</summary>
    public double[] Predict(ParallelProblem problem)
    {
        ThrowUnlessFor(problem);
        var outputs = new double[problem.Samples * Outputs];
        for (var unit = 0; unit < Units; unit++)
        {
            for (var row = 0; row < problem.Samples; row++)
            {
                var activation = InputRows.Product(problem.Row(row), IncomingOf(unit));
                if (activation > 0)
                {
                    Add(outputs.AsSpan(row * Outputs, Outputs), OutgoingOf(unit), activation);
                }
            }
        }

        return outputs;
    }

    /// <summary>Y - Phi: [n, C], the negative gradient of the loss in the outputs.</summary>
    public double[] Residual(ParallelProblem problem)
    {
        var residual = Predict(problem);
        for (var at = 0; at < residual.Length; at++)
        {
            residual[at] = problem.Targets[at] - residual[at];
        }

        return residual;
    }

    /// <summary>Loss plus weight decay.</summary>
    public double Objective(ParallelProblem problem) =>
        (ParallelProblem.SumOfSquares(Residual(problem))
            + (problem.WeightDecay * (ParallelProblem.SumOfSquares(Incoming) + ParallelProblem.SumOfSquares(Outgoing)))) / 2;

    /// <summary>The gradient of the objective, in the network's own shape; at a kink ReLU's slope counts as 0.</summary>
    public ParallelNetwork Gradient(ParallelProblem problem)
    {
        var residual = Residual(problem);
        var incoming = Array.ConvertAll(Incoming, weight => problem.WeightDecay * weight);
        var outgoing = Array.ConvertAll(Outgoing, weight => problem.WeightDecay * weight);
        var gradient = new ParallelNetwork(incoming, outgoing, Units);
        for (var unit = 0; unit < Units; unit++)
        {
            for (var row = 0; row < problem.Samples; row++)
            {
                var activation = InputRows.Product(problem.Row(row), IncomingOf(unit));
                if (activation > 0)
                {
                    var slopes = residual.AsSpan(row * Outputs, Outputs);
                    Add(gradient.OutgoingOf(unit), slopes, -activation);
                    Add(gradient.IncomingOf(unit), problem.Row(row), -InputRows.Product(slopes, OutgoingOf(unit)));
                }
            }
        }

        return gradient;
    }

    /// <summary>The same function with ||a_i|| = ||w_i|| in every unit, which no other scaling undercuts in weight decay.</summary>
    public ParallelNetwork Balanced()
    {
        var balanced = new ParallelNetwork([.. Incoming], [.. Outgoing], Units);
        for (var unit = 0; unit < Units; unit++)
        {
            var (inward, outward) = (IncomingNorm(unit), OutgoingNorm(unit));
            var isWithoutEffect = inward == 0 || outward == 0;
            Scale(balanced.IncomingOf(unit), isWithoutEffect ? 0 : Math.Sqrt(outward / inward));
            Scale(balanced.OutgoingOf(unit), isWithoutEffect ? 0 : Math.Sqrt(inward / outward));
        }

        return balanced;
    }

    /// <summary>The network with one more unit.</summary>
    public ParallelNetwork With(ImprovingUnit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return new([.. Incoming, .. unit.Incoming], [.. Outgoing, .. unit.Outgoing], Units + 1);
    }

    internal static void Add(Span<double> sum, ReadOnlySpan<double> values, double factor)
    {
        for (var at = 0; at < sum.Length; at++)
        {
            sum[at] += factor * values[at];
        }
    }

    internal static void Scale(Span<double> values, double factor)
    {
        for (var at = 0; at < values.Length; at++)
        {
            values[at] *= factor;
        }
    }

    private double IncomingNorm(int unit) => Math.Sqrt(ParallelProblem.SumOfSquares(IncomingOf(unit)));

    private double OutgoingNorm(int unit) => Math.Sqrt(ParallelProblem.SumOfSquares(OutgoingOf(unit)));

    private void ThrowUnlessFor(ParallelProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Features != Features || problem.Outputs != Outputs)
        {
            throw new ArgumentException(
                $"The network maps {Features} inputs to {Outputs} outputs, the problem {problem.Features} to {problem.Outputs}.",
                nameof(problem));
        }
    }
}
