using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Core.Architectures;

/// <summary>Draws the weights a trial starts from. Every engine starts from these, so engines differ by rounding alone.</summary>
public static class Initialiser
{
    /// <summary>Spread of e in the data-dependent initialisation: biases are -w·x + |e| with e ~ N(0, this²).</summary>
    private const double DataDependentSpread = 0.1;

    /// <summary>
    /// All parameters in canonical order: layer by layer, weights [inputs, outputs] row by row, then biases.
    /// </summary>
    public static float[] Draw(IReadOnlyList<Layer> layers, Dataset data, ulong key)
    {
        var random = new RandomSequence(key, RandomPurpose.Initialisation);
        var parameters = new float[layers.Sum(layer => layer.Parameters)];
        var at = 0;
        for (var index = 0; index < layers.Count; index++)
        {
            if (layers[index] is not Layer.Dense dense)
            {
                continue;
            }

            var weights = parameters.AsSpan(at, dense.Weights);
            var biases = parameters.AsSpan(at + dense.Weights, dense.Parameters - dense.Weights);
            DrawWeights(dense, weights, random);
            DrawBiases(dense, biases, random);
            if (dense.Initialisation == Initialisation.DataDependent && index + 1 < layers.Count)
            {
                ActivateEachUnit(layers, index, data, parameters, weights, biases, random);
            }

            at += dense.Parameters;
        }

        return parameters;
    }

    private static void DrawWeights(Layer.Dense dense, Span<float> weights, RandomSequence random)
    {
        var bound = dense.Initialisation == Initialisation.Glorot
            ? Math.Sqrt(6.0 / (dense.Inputs + dense.Outputs))
            : 1 / Math.Sqrt(dense.Inputs);
        var deviation = Math.Sqrt(2.0 / dense.Inputs);
        var gaussian = dense.Initialisation is Initialisation.He or Initialisation.DataDependent;
        foreach (ref var weight in weights)
        {
            weight = (float)(gaussian ? deviation * random.NextNormal() : random.NextUniform(-bound, bound));
        }
    }

    private static void DrawBiases(Layer.Dense dense, Span<float> biases, RandomSequence random)
    {
        if (dense.Initialisation != Initialisation.Uniform)
        {
            return;
        }

        var bound = 1 / Math.Sqrt(dense.Inputs);
        foreach (ref var bias in biases)
        {
            bias = (float)random.NextUniform(-bound, bound);
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
