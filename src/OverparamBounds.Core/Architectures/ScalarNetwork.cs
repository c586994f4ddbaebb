namespace OverparamBounds.Core.Architectures;

/// <summary>Networks in plain double arithmetic: what the engines are checked against.</summary>
public static partial class ScalarNetwork
{
    /// <summary>Outputs of the layers for one input row; parameters in canonical order.</summary>
    public static double[] Forward(IEnumerable<Layer> layers, ReadOnlySpan<float> parameters, ReadOnlySpan<double> input)
    {
        var exact = new double[parameters.Length];
        for (var i = 0; i < exact.Length; i++)
        {
            exact[i] = parameters[i];
        }

        return Forward(layers, exact, input);
    }

    /// <summary>The same for parameters that need not be float32.</summary>
    public static double[] Forward(IEnumerable<Layer> layers, ReadOnlySpan<double> parameters, ReadOnlySpan<double> input) =>
        Through(layers, ref parameters, input.ToArray(), samples: 1);

    /// <summary>Outputs for many rows, [<paramref name="samples"/> × positions, features]; batch norm takes its statistics of all of them.</summary>
    /// <param name="inputs">[<paramref name="samples"/>, inputs of a row], row by row.</param>
    public static double[] ForwardAll(
        IReadOnlyList<Layer> layers, ReadOnlySpan<double> parameters, ReadOnlySpan<double> inputs, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        return Through(layers, ref parameters, inputs.ToArray(), samples);
    }

    /// <summary>The nonlinearity at z.</summary>
    public static double Value(ActivationKind kind, double z) => kind switch
    {
        ActivationKind.Relu => Math.Max(0, z),
        ActivationKind.LeakyRelu => z > 0 ? z : ActivationNames.LeakySlope * z,
        ActivationKind.Tanh => Math.Tanh(z),
        ActivationKind.Sigmoid => 1 / (1 + Math.Exp(-z)),
        ActivationKind.Erf => Erf(z),
        ActivationKind.Gelu => z * 0.5 * (1 + Erf(z / Math.Sqrt(2))),
        ActivationKind.Softplus => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <param name="parameters">Those of the layers and of what comes behind them; leaves what comes behind.</param>
    private static double[] Through(IEnumerable<Layer> layers, ref ReadOnlySpan<double> parameters, double[] values, int samples)
    {
        foreach (var layer in layers)
        {
            if (layer is Layer.Residual residual)
            {
                var body = Through(residual.Body, ref parameters, values, samples);
                var shortcut = Through(residual.Shortcut, ref parameters, values, samples);
                values = Each(shortcut, (at, value) => value + body[at]);
                continue;
            }

            values = Apply(layer, parameters[..layer.Parameters], values, samples);
            parameters = parameters[layer.Parameters..];
        }

        return values;
    }

    private static double[] Apply(Layer layer, ReadOnlySpan<double> parameters, double[] values, int samples) => layer switch
    {
        Layer.Dense dense => Apply(dense, parameters, values),
        Layer.Activation activation => Each(values, (_, value) => Value(activation.Kind, value)),
        Layer.Scaling scaling => Each(values, (_, value) => scaling.Factor * value),
        Layer.Convolution convolution => Apply(convolution, parameters, values, samples),
        Layer.MaxPool pool => Apply(pool, values, samples),
        Layer.GlobalMean mean => Apply(mean, values, samples),
        Layer.Flatten => values,
        Layer.BatchNorm norm => Apply(norm, parameters, values),
        Layer.OneHot tokens => Apply(tokens, values),
        Layer.Embedding embedding => Apply(embedding, parameters, values),
        Layer.PositionEmbedding positions => Apply(positions, parameters, values),
        Layer.Recurrent recurrent => Apply(recurrent, parameters, values, samples),
        Layer.Attention attention => Apply(attention, values, samples),
        Layer.LayerNorm norm => Apply(norm, parameters, values),
        Layer.LastPositions last => Apply(last, values, samples),
        _ => throw new ArgumentException($"No scalar form of {layer}.", nameof(layer)),
    };

    private static double[] Each(double[] values, Func<int, double, double> map)
    {
        var mapped = new double[values.Length];
        for (var i = 0; i < mapped.Length; i++)
        {
            mapped[i] = map(i, values[i]);
        }

        return mapped;
    }

    private static double[] Apply(Layer.Dense dense, ReadOnlySpan<double> parameters, double[] values)
    {
        var rows = values.Length / dense.Inputs;
        var outputs = new double[rows * dense.Outputs];
        var biases = dense.Bias ? parameters[dense.Weights..] : new double[dense.Outputs];
        for (var row = 0; row < rows; row++)
        {
            Multiply(
                values.AsSpan(row * dense.Inputs, dense.Inputs), parameters[..dense.Weights], biases, outputs.AsSpan(row * dense.Outputs, dense.Outputs));
        }

        return outputs;
    }

    /// <summary>biases + input · weights, with weights [inputs, outputs].</summary>
    private static void Multiply(
        ReadOnlySpan<double> input, ReadOnlySpan<double> weights, ReadOnlySpan<double> biases, Span<double> output)
    {
        for (var unit = 0; unit < output.Length; unit++)
        {
            var sum = biases[unit];
            for (var i = 0; i < input.Length; i++)
            {
                sum += weights[(i * output.Length) + unit] * input[i];
            }

            output[unit] = sum;
        }
    }

    /// <summary>The error function: its power series below 2, the continued fraction of its complement above; error below 1e-13.</summary>
    private static double Erf(double z)
    {
        var size = Math.Abs(z);
        if (size >= 6)
        {
            return Math.CopySign(1, z);
        }

        if (size < 2)
        {
            double term = size, sum = size;
            for (var k = 1; Math.Abs(term) > 1e-17 * sum; k++)
            {
                term *= -size * size / k;
                sum += term / ((2 * k) + 1);
            }

            return Math.CopySign(sum * 2 / Math.Sqrt(Math.PI), z);
        }

        var fraction = 0.0;
        for (var k = 60; k >= 1; k--)
        {
            fraction = k / 2.0 / (size + fraction);
        }

        return Math.CopySign(1 - (Math.Exp(-size * size) / Math.Sqrt(Math.PI) / (size + fraction)), z);
    }
}
