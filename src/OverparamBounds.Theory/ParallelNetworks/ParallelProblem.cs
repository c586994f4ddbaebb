using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>Squared loss plus weight decay: 1/2 ||Phi - Y||² + (decay / 2) (all squared weights).</summary>
/// <remarks>The loss is the sum over rows and outputs, not their mean.</remarks>
public sealed record ParallelProblem
{
    /// <param name="inputs">[n, d], row by row; a column of ones among them gives the units biases.</param>
    /// <param name="targets">[n, C], row by row.</param>
    /// <param name="samples">n; divides both lengths.</param>
    /// <param name="weightDecay">Positive and finite.</param>
    /// <exception cref="ArgumentException">Shapes that do not fit, or a number that is not finite.</exception>
    public ParallelProblem(double[] inputs, double[] targets, int samples, double weightDecay)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        ThrowUnlessRows(inputs, samples, nameof(inputs));
        ThrowUnlessRows(targets, samples, nameof(targets));
        if (!(weightDecay > 0) || !double.IsFinite(weightDecay))
        {
            throw new ArgumentOutOfRangeException(
                nameof(weightDecay), weightDecay, "The theorem needs a weight decay above 0, and a finite one.");
        }

        (Inputs, Targets, Samples, WeightDecay) = (inputs, targets, samples, weightDecay);
        (Features, Outputs) = (inputs.Length / samples, targets.Length / samples);
    }

    /// <summary>[<see cref="Samples"/>, <see cref="Features"/>].</summary>
    public double[] Inputs { get; }

    /// <summary>[<see cref="Samples"/>, <see cref="Outputs"/>].</summary>
    public double[] Targets { get; }

    public int Samples { get; }

    /// <summary>Input columns, the one of the biases included.</summary>
    public int Features { get; }

    public int Outputs { get; }

    public double WeightDecay { get; }

    /// <summary>The objective of the network whose weights are all 0.</summary>
    public double ObjectiveAtZero => SumOfSquares(Targets) / 2;

    /// <summary>A data set as squared-loss targets: ±1 for two classes (class 1 is +1), one-hot (0 and 1) for more, real ones as they are.</summary>
    /// <param name="bias">Appends a column of ones.</param>
    public static ParallelProblem For(Dataset data, double weightDecay, bool bias)
    {
        ArgumentNullException.ThrowIfNull(data);
        var inputs = data.Inputs;
        if (bias)
        {
            inputs = new double[data.Samples * (data.Features + 1)];
            for (var row = 0; row < data.Samples; row++)
            {
                var extended = inputs.AsSpan(row * (data.Features + 1), data.Features + 1);
                data.Row(row).CopyTo(extended);
                extended[^1] = 1;
            }
        }

        return new(inputs, Encode(data), data.Samples, weightDecay);
    }

    internal ReadOnlySpan<double> Row(int row) => Inputs.AsSpan(row * Features, Features);

    internal static double SumOfSquares(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value * value;
        }

        return sum;
    }

    private static double[] Encode(Dataset data)
    {
        if (data.Labels is not { } labels)
        {
            return data.Targets!;
        }

        var targets = new double[data.Samples * data.Outputs];
        for (var row = 0; row < data.Samples; row++)
        {
            if (data.Outputs == 1)
            {
                targets[row] = labels[row] == 1 ? 1 : -1;
            }
            else
            {
                targets[(row * data.Outputs) + labels[row]] = 1;
            }
        }

        return targets;
    }

    private static void ThrowUnlessRows(double[] values, int samples, string name)
    {
        if (values.Length == 0 || values.Length % samples != 0)
        {
            throw new ArgumentException($"{values.Length} numbers do not make {samples} rows.", name);
        }

        var at = Array.FindIndex(values, value => !double.IsFinite(value));
        if (at >= 0)
        {
            throw new ArgumentException($"Number {at}, counted from 0, is {values[at]}.", name);
        }
    }
}
