namespace OverparamBounds.Core.Architectures;

/// <summary>One network on one row in plain double arithmetic: what the engines are checked against.</summary>
public static class ScalarNetwork
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
    public static double[] Forward(IEnumerable<Layer> layers, ReadOnlySpan<double> parameters, ReadOnlySpan<double> input)
    {
        var values = input.ToArray();
        foreach (var layer in layers)
        {
            switch (layer)
            {
                case Layer.Dense dense:
                    values = Apply(dense, parameters[..dense.Parameters], values);
                    parameters = parameters[dense.Parameters..];
                    break;
                case Layer.Activation activation:
                    for (var i = 0; i < values.Length; i++)
                    {
                        values[i] = Value(activation.Kind, values[i]);
                    }

                    break;
                default:
                    throw new ArgumentException($"No scalar form of {layer}.", nameof(layers));
            }
        }

        return values;
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

    private static double[] Apply(Layer.Dense dense, ReadOnlySpan<double> parameters, double[] input)
    {
        var output = new double[dense.Outputs];
        for (var unit = 0; unit < dense.Outputs; unit++)
        {
            var sum = dense.Bias ? parameters[dense.Weights + unit] : 0.0;
            for (var i = 0; i < dense.Inputs; i++)
            {
                sum += parameters[(i * dense.Outputs) + unit] * input[i];
            }

            output[unit] = sum;
        }

        return output;
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
