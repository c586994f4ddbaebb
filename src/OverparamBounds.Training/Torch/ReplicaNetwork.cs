using OverparamBounds.Core.Architectures;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>A network with a replica axis: its layers, and where their tensors stand.</summary>
internal sealed class ReplicaNetwork : IDisposable
{
    private readonly CheckpointedChain _chain;

    /// <summary>Features of a position, where the first layer takes a row apart.</summary>
    private readonly int? _features;

    /// <param name="segments">How the layers are cut, with checkpointing; null to remember everything.</param>
    public ReplicaNetwork(IReadOnlyList<Layer> layers, IReadOnlyList<CheckpointSegment>? segments = null)
    {
        Layers = layers;
        Segments = segments;
        _chain = new(layers, segments);
        _features = Features(layers);
        Shapes = new(layers);
    }

    /// <summary>The declarations of the layers.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    public IReadOnlyList<CheckpointSegment>? Segments { get; }

    public TensorShapes Shapes { get; }

    /// <summary>Whether <see cref="GradientsByRow"/> may be called.</summary>
    public bool GivesRowGradients => _chain.GivesRowGradients;

    /// <summary>Takes parameters, which must be contiguous; the layers keep views of them.</summary>
    public void Bind(Tensor parameters, int replicas) => _chain.Bind(new(parameters, Shapes, replicas));

    /// <summary>Maps rows of data [R, n, features] to outputs [R, cases, outputs].</summary>
    public Tensor Forward(Tensor rows) =>
        _chain.Forward(_features is { } features && features != rows.shape[2] ? rows.view(rows.shape[0], -1, features) : rows);

    /// <summary>The gradient of all parameters, laid out like them, from that of the outputs last made.</summary>
    public Tensor Backward(Tensor gradient)
    {
        return cat(Gradients(gradient));
    }

    /// <summary>The gradients of the tensors, flat, from that of the outputs last made.</summary>
    public Tensor[] Gradients(Tensor gradient)
    {
        var gradients = new Tensor?[Shapes.Count];
        _chain.Backward(gradient, gradients);
        return [.. gradients.Select(one => one!)];
    }

    /// <summary>The gradients of the tensors for each row, [R, n, size]. It may be called more than once after a way forward.</summary>
    public Tensor[] GradientsByRow(Tensor gradient)
    {
        var gradients = new Tensor?[Shapes.Count];
        _chain.BackwardByRow(gradient, gradients);
        return [.. gradients.Select(one => one!)];
    }

    public void Dispose() => _chain.Dispose();

    /// <summary>Features of a position of the data, as the first layers take it; null where they take rows as they are.</summary>
    public static int? Features(IReadOnlyList<Layer> layers) =>
        layers.Select(layer => layer switch
        {
            Layer.Dense dense => dense.Inputs,
            Layer.Convolution convolution => convolution.Channels,
            Layer.MaxPool pool => pool.Channels,
            Layer.GlobalMean mean => mean.Features,
            Layer.Flatten flatten => flatten.Features,
            Layer.BatchNorm norm => norm.Features,
            Layer.LayerNorm norm => norm.Features,
            Layer.PositionEmbedding positions => positions.Features,
            Layer.Recurrent recurrent => recurrent.Inputs,
            Layer.Attention attention => 3 * attention.Features,
            Layer.LastPositions last => last.Features,
            Layer.OneHot tokens => tokens.Length,
            Layer.Embedding table => table.Length,
            Layer.Residual residual => Features([.. residual.Body, .. residual.Shortcut]),
            _ => (int?)null,
        }).FirstOrDefault(features => features is not null);
}
