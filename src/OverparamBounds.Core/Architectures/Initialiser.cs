using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Core.Architectures;

/// <summary>Draws the weights a trial starts from. Every engine starts from these, so engines differ by rounding alone.</summary>
public static class Initialiser
{
    /// <summary>Spread of e in the data-dependent initialisation: biases are -w·x + |e| with e ~ N(0, this²).</summary>
    private const double DataDependentSpread = 0.1;

    /// <summary>
    /// All parameters in canonical order: layer by layer and tensor by tensor, each row by row; of a dense layer the
    /// weights [inputs, outputs], then the biases.
    /// </summary>
    public static float[] Draw(IReadOnlyList<Layer> layers, Dataset data, ulong key)
    {
        var random = new RandomSequence(key, RandomPurpose.Initialisation);
        var parameters = new float[layers.Sum(layer => layer.Parameters)];
        var at = 0;
        for (var index = 0; index < layers.Count; index++)
        {
            var start = at;
            foreach (var tensor in layers[index].Tensors)
            {
                Fill(parameters.AsSpan(at, tensor.Size), tensor.Draw, random);
                at += tensor.Size;
            }

            if (layers[index] is Layer.Dense { Bias: true, Initialisation: Initialisation.DataDependent } dense && index + 1 < layers.Count)
            {
                var weights = parameters.AsSpan(start, dense.Weights);
                ActivateEachUnit(layers, index, data, parameters, weights, parameters.AsSpan(start + dense.Weights, dense.Outputs), random);
            }
        }

        return parameters;
    }

    private static void Fill(Span<float> numbers, ParameterDraw draw, RandomSequence random)
    {
        switch (draw)
        {
            case ParameterDraw.Uniform uniform:
                foreach (ref var number in numbers)
                {
                    number = (float)random.NextUniform(-uniform.Bound, uniform.Bound);
                }

                break;
            case ParameterDraw.Normal normal:
                foreach (ref var number in numbers)
                {
                    number = (float)(normal.Deviation * random.NextNormal());
                }

                break;
            case ParameterDraw.Constant constant:
                numbers.Fill((float)constant.Value);
                break;
        }
    }

    private static void ActivateEachUnit(
        IReadOnlyList<Layer> layers,
        int index,
        Dataset data,
        float[] parameters,
        ReadOnlySpan<float> weights,
        Span<float> biases,
        RandomSequence random)
    {
        var dense = (Layer.Dense)layers[index];
        var carried = new Dictionary<int, double[]>();
        for (var unit = 0; unit < biases.Length; unit++)
        {
            var row = random.NextIndex(data.Samples);
            if (!carried.TryGetValue(row, out var input))
            {
                input = ScalarNetwork.Forward(layers.Take(index), parameters, data.Row(row));
                carried.Add(row, input);
            }

            var sum = 0.0;
            for (var i = 0; i < dense.Inputs; i++)
            {
                sum += weights[(i * dense.Outputs) + unit] * input[i];
            }

            biases[unit] = (float)(-sum + Math.Abs(DataDependentSpread * random.NextNormal()));
        }
    }
}
