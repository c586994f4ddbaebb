using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>Layers one after the other.</summary>
internal sealed unsafe class LaneChain<TLanes, TVector> : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly LaneLayer<TLanes, TVector>[] _layers;

    /// <summary>Gradients on their way between two layers.</summary>
    private readonly LaneMemory[] _gradients;

    /// <summary>The lowest layer that has parameters.</summary>
    private readonly int _lowest;

    private LaneChain(LaneLayer<TLanes, TVector>[] layers, int panelRows)
    {
        _layers = layers;
        _lowest = Array.FindIndex(layers, layer => layer.HasParameters);
        var widest = layers.SkipLast(1).Select(layer => (long)layer.Features * layer.Positions).DefaultIfEmpty().Max();
        _gradients = [.. Enumerable.Range(0, Math.Min(2, layers.Length - 1)).Select(_ => new LaneMemory(widest * panelRows * TLanes.Count))];
    }

    public int Features => _layers[^1].Features;

    public int Positions => _layers[^1].Positions;

    public bool HasParameters => _lowest >= 0;

    /// <summary>Whether the way back writes over the gradient that it is given.</summary>
    public bool OverwritesGradient => _layers[^1].OverwritesGradient;

    /// <param name="layers">At least one.</param>
    /// <param name="features">Features of the inputs.</param>
    /// <param name="positions">Positions of the inputs.</param>
    /// <param name="storage">Hands out the layers' parameters.</param>
    /// <param name="readsData">Whether the inputs may be shared by all networks.</param>
    public static LaneChain<TLanes, TVector> Of(
        IReadOnlyList<Layer> layers, int features, int positions, LaneStorage<TLanes, TVector> storage, bool readsData)
    {
        var built = new List<LaneLayer<TLanes, TVector>>();
        var rows = storage.PanelRows;
        if (readsData && layers[0] is not (Layer.Dense or Layer.Embedding or Layer.Convolution or Layer.Recurrent))
        {
            built.Add(new CopyLanes<TLanes, TVector>(features, positions, rows, factor: 1));
        }

        foreach (var layer in layers)
        {
            if (layer is not Layer.Activation activation)
            {
                built.Add(Build(layer, features, positions, storage));
                (features, positions) = (built[^1].Features, built[^1].Positions);
                continue;
            }

            if (built.Count == 0 || !built[^1].MayBeActivated)
            {
                built.Add(new CopyLanes<TLanes, TVector>(features, positions, rows, factor: 1));
            }

            built[^1].Activate(activation.Kind);
        }

        return new([.. built], rows);
    }

    /// <summary>The outputs on a panel of so many rows.</summary>
    public LaneValues Forward(in LaneValues input, int rows)
    {
        var values = input;
        foreach (var layer in _layers)
        {
            layer.Forward(values, rows);
            values = layer.Values(rows);
        }

        return values;
    }

    /// <summary>Adds up the gradients of all parameters and finds that of the inputs.</summary>
    /// <param name="gradient">By the outputs; overwritten where <see cref="OverwritesGradient"/> says so.</param>
    /// <param name="below">Receives that by the inputs; null where it is not wanted.</param>
    public void Backward(float* gradient, in LaneValues input, float* below, int rows)
    {
        var lowest = below is not null ? 0 : _lowest < 0 ? _layers.Length : _lowest;
        for (var layer = _layers.Length - 1; layer >= lowest; layer--)
        {
            var target =
                layer == 0 ? below
                : layer == lowest && below is null ? null
                : _gradients[layer % _gradients.Length].Start;
            _layers[layer].Backward(gradient, layer == 0 ? input : _layers[layer - 1].Values(rows), target, rows);
            gradient = target;
        }
    }

    public void Dispose()
    {
        foreach (var layer in _layers)
        {
            layer.Dispose();
        }

        foreach (var gradient in _gradients)
        {
            gradient.Dispose();
        }
    }

    private static LaneLayer<TLanes, TVector> Build(Layer layer, int features, int positions, LaneStorage<TLanes, TVector> storage) => layer switch
    {
        Layer.Dense dense => new DenseLanes<TLanes, TVector>(dense, storage),
        Layer.Embedding table => new DenseLanes<TLanes, TVector>(table.Vocabulary, table.Features, hasBias: false, table.Length, storage),
        Layer.Convolution convolution => new ConvolutionLanes<TLanes, TVector>(convolution, storage),
        Layer.MaxPool pool => new MaxPoolLanes<TLanes, TVector>(pool, storage.PanelRows),
        Layer.GlobalMean mean => new GlobalMeanLanes<TLanes, TVector>(mean, storage.PanelRows),
        Layer.Flatten flatten => new FlattenLanes<TLanes, TVector>(flatten, storage.PanelRows),
        Layer.BatchNorm norm => new BatchNormLanes<TLanes, TVector>(norm, storage),
        Layer.Scaling scaling => new CopyLanes<TLanes, TVector>(features, positions, storage.PanelRows, scaling.Factor),
        Layer.Residual residual => ResidualLanes<TLanes, TVector>.Of(residual, features, positions, storage),
        Layer.PositionEmbedding table => new PositionLanes<TLanes, TVector>(table, storage),
        Layer.LastPositions last => new LastPositionsLanes<TLanes, TVector>(last, storage.PanelRows),
        Layer.LayerNorm norm => new LayerNormLanes<TLanes, TVector>(norm, storage),
        Layer.Recurrent { Kind: RecurrentKind.Elman } cell => new ElmanLanes<TLanes, TVector>(cell, storage),
        Layer.Recurrent { Kind: RecurrentKind.Gru } cell => new GruLanes<TLanes, TVector>(cell, storage),
        Layer.Recurrent { Kind: RecurrentKind.Lstm } cell => new LstmLanes<TLanes, TVector>(cell, storage),
        Layer.Attention attention => new AttentionLanes<TLanes, TVector>(attention, storage.PanelRows),
        _ => throw new ArgumentException($"The lanes engine has no form of {layer}.", nameof(layer)),
    };
}
