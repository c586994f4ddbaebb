using System.Numerics;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Core.Counting;

/// <summary>Counts what a trained network consists of.</summary>
public static class ModelSizes
{
    private const int BitsPerScalar = 32;

    /// <summary>
    /// The four counts of a trained network; parameters in canonical order. Dead paths are removed from chains of dense
    /// layers alone: in other networks every nonzero scalar counts as effective.
    /// </summary>
    public static ModelSize Count(IReadOnlyList<Layer> layers, ReadOnlySpan<float> parameters)
    {
        if (!parameters.Contains(0f))
        {
            // Dense: nothing is dead, and no list of places is shorter than all values.
            return new ModelSize(parameters.Length, parameters.Length, parameters.Length, (long)BitsPerScalar * parameters.Length);
        }

        long nonzero = 0, bits = 0;
        var at = 0;
        foreach (var tensor in layers.SelectMany(layer => layer.Tensors))
        {
            var live = Nonzero(parameters.Slice(at, tensor.Size));
            nonzero += live;
            bits += Bits(tensor.Size, live);
            at += tensor.Size;
        }

        return new ModelSize(parameters.Length, nonzero, IsChain(layers) ? Effective(layers, parameters) : nonzero, bits);
    }

    /// <summary>
    /// Nonzero scalars after dead paths are removed, to a fixpoint: a unit without a live outgoing weight goes with
    /// its weights and bias; a unit without a live incoming weight is a constant and goes into the next biases.
    /// </summary>
    /// <remarks>Folding a constant into a bias that is zero makes it nonzero, so such biases are counted as live.</remarks>
    public static long Effective(IReadOnlyList<Layer> layers, ReadOnlySpan<float> parameters)
    {
        var tensors = Tensors(layers, parameters);
        var alive = tensors.Select(tensor => Enumerable.Repeat(element: true, tensor.Dense.Outputs).ToArray()).ToList();
        var folded = tensors.Select(tensor => new bool[tensor.Dense.Outputs]).ToList();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var layer = 0; layer + 1 < tensors.Count; layer++)
            {
                changed |= RemoveDeadUnits(tensors, alive, folded, layer);
            }
        }

        long live = 0;
        for (var layer = 0; layer < tensors.Count; layer++)
        {
            var (dense, weights, biases) = tensors[layer];
            for (var unit = 0; unit < dense.Outputs; unit++)
            {
                if (!alive[layer][unit])
                {
                    continue;
                }

                live += LiveInputs(tensors, alive, layer, unit);
                live += (dense.Bias && biases[unit] != 0) || folded[layer][unit] ? 1 : 0;
            }
        }

        return live;
    }

    private static bool IsChain(IReadOnlyList<Layer> layers) =>
        layers.All(layer => layer is Layer.Dense { Positions: 1 } or Layer.Activation);

    private static bool RemoveDeadUnits(List<Tensor> tensors, List<bool[]> alive, List<bool[]> folded, int layer)
    {
        var changed = false;
        for (var unit = 0; unit < alive[layer].Length; unit++)
        {
            if (!alive[layer][unit])
            {
                continue;
            }

            var readers = LiveOutputs(tensors, alive, layer, unit);
            var constant = LiveInputs(tensors, alive, layer, unit) == 0;
            if (readers.Count > 0 && !constant)
            {
                continue;
            }

            alive[layer][unit] = false;
            changed = true;
            foreach (var reader in readers)
            {
                folded[layer + 1][reader] = true;
            }
        }

        return changed;
    }

    private static int LiveInputs(List<Tensor> tensors, List<bool[]> alive, int layer, int unit)
    {
        var (dense, weights, _) = tensors[layer];
        var live = 0;
        for (var input = 0; input < dense.Inputs; input++)
        {
            live += weights[(input * dense.Outputs) + unit] != 0 && (layer == 0 || alive[layer - 1][input]) ? 1 : 0;
        }

        return live;
    }

    private static List<int> LiveOutputs(List<Tensor> tensors, List<bool[]> alive, int layer, int unit)
    {
        var next = tensors[layer + 1];
        return
        [
            .. Enumerable.Range(0, next.Dense.Outputs)
                .Where(reader => alive[layer + 1][reader] && next.Weights[(unit * next.Dense.Outputs) + reader] != 0),
        ];
    }

    private static List<Tensor> Tensors(IReadOnlyList<Layer> layers, ReadOnlySpan<float> parameters)
    {
        var tensors = new List<Tensor>();
        foreach (var dense in layers.OfType<Layer.Dense>())
        {
            tensors.Add(new(dense, parameters[..dense.Weights].ToArray(), parameters[dense.Weights..dense.Parameters].ToArray()));
            parameters = parameters[dense.Parameters..];
        }

        return tensors;
    }

    private static long Nonzero(ReadOnlySpan<float> values) => values.Length - values.Count(0f);

    /// <summary>32 bits a scalar, or 32 a nonzero one and the cheaper of a bitmap and an index list.</summary>
    private static long Bits(long count, long nonzero)
    {
        if (count == 0)
        {
            return 0;
        }

        var index = BitOperations.Log2((ulong)count) + (BitOperations.IsPow2(count) ? 0 : 1);
        var sparse = (BitsPerScalar * nonzero) + Math.Min(count, nonzero * index);
        return Math.Min(BitsPerScalar * count, sparse);
    }

    private sealed record Tensor(Layer.Dense Dense, float[] Weights, float[] Biases);
}
