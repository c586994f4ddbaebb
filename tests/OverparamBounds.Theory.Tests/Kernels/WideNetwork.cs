using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Theory.Tests.Kernels;

/// <summary>A network of finite width in the NTK parametrisation with its gradients, written out plainly as an oracle.</summary>
/// <remarks>x⁽ʰ⁾ = √(c/m) s(W⁽ʰ⁾ x⁽ʰ⁻¹⁾), f = a·x⁽ᴸ⁾ with a and W standard normal: no biases.</remarks>
internal sealed class WideNetwork
{
    private readonly ActivationKind _kind;
    private readonly double _scale;
    private readonly int _width;
    private readonly double[][] _weights;
    private readonly double[] _output;

    public WideNetwork(ActivationKind kind, int depth, int width, int features, RandomSequence draws)
    {
        (_kind, _width) = (kind, width);
        _scale = Theory.Kernels.GaussianDuals.Of(kind).Normaliser / width;
        _weights = new double[depth][];
        for (var layer = 0; layer < depth; layer++)
        {
            _weights[layer] = Normal(width * (layer == 0 ? features : width), draws);
        }

        _output = Normal(width, draws);
    }

    /// <summary>Inner products of the rows' gradients by all weights, or by the last hidden weights alone.</summary>
    public double[] Gram(double[][] rows, bool lastHiddenOnly)
    {
        var passes = rows.Select(Pass).ToArray();
        var gram = new double[rows.Length * rows.Length];
        for (var one = 0; one < rows.Length; one++)
        {
            for (var other = 0; other < rows.Length; other++)
            {
                var (left, right) = (passes[one], passes[other]);
                var sum = lastHiddenOnly ? 0 : Product(left.Values[^1], right.Values[^1]);
                for (var layer = lastHiddenOnly ? _weights.Length - 1 : 0; layer < _weights.Length; layer++)
                {
                    // d f/d W = delta xᵀ: the inner product of two such is a product of two inner products.
                    sum += Product(left.Deltas[layer], right.Deltas[layer]) * Product(left.Values[layer], right.Values[layer]);
                }

                gram[(one * rows.Length) + other] = sum;
            }
        }

        return gram;
    }

    private Gradients Pass(double[] row)
    {
        var depth = _weights.Length;
        var values = new double[depth + 1][];
        var slopes = new double[depth][];
        values[0] = row;
        for (var layer = 0; layer < depth; layer++)
        {
            var inputs = values[layer];
            values[layer + 1] = new double[_width];
            slopes[layer] = new double[_width];
            for (var unit = 0; unit < _width; unit++)
            {
                var z = Product(_weights[layer].AsSpan(unit * inputs.Length, inputs.Length), inputs);
                values[layer + 1][unit] = Math.Sqrt(_scale) * ScalarNetwork.Value(_kind, z);
                slopes[layer][unit] = Math.Sqrt(_scale) * Slope(_kind, z);
            }
        }

        var deltas = new double[depth][];
        var back = _output;
        for (var layer = depth - 1; layer >= 0; layer--)
        {
            deltas[layer] = [.. back.Zip(slopes[layer], (value, slope) => value * slope)];
            if (layer > 0)
            {
                back = new double[_width];
                for (var unit = 0; unit < _width; unit++)
                {
                    for (var input = 0; input < _width; input++)
                    {
                        back[input] += deltas[layer][unit] * _weights[layer][(unit * _width) + input];
                    }
                }
            }
        }

        return new(values, deltas);
    }

    private static double Slope(ActivationKind kind, double z) => kind switch
    {
        ActivationKind.Relu => z > 0 ? 1 : 0,
        ActivationKind.Softplus => 1 / (1 + Math.Exp(-z)),
        ActivationKind.Tanh => 1 - (Math.Tanh(z) * Math.Tanh(z)),
        ActivationKind.Erf => 2 / Math.Sqrt(Math.PI) * Math.Exp(-z * z),
        ActivationKind.Gelu => (ScalarNetwork.Value(kind, z + 1e-5) - ScalarNetwork.Value(kind, z - 1e-5)) / 2e-5,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static double Product(ReadOnlySpan<double> left, ReadOnlySpan<double> right) => Theory.Kernels.InputRows.Product(left, right);

    private static double[] Normal(int count, RandomSequence draws)
    {
        var values = new double[count];
        foreach (ref var value in values.AsSpan())
        {
            value = draws.NextNormal();
        }

        return values;
    }

    private sealed record Gradients(double[][] Values, double[][] Deltas);
}
