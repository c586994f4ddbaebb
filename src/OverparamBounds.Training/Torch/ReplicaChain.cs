using OverparamBounds.Core.Architectures;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>Layers one after the other, of a network of which all replicas share the shape.</summary>
internal sealed class ReplicaChain : IDisposable
{
    private readonly List<ReplicaLayer> _layers = [];

    /// <param name="firstTensor">Index of the first layer's first tensor among the network's tensors.</param>
    /// <param name="bySpans">Whether recurrent layers remember one span of the sequence at a time.</param>
    public ReplicaChain(IEnumerable<Layer> layers, int firstTensor, bool bySpans = false)
    {
        var free = false;
        foreach (var layer in layers)
        {
            foreach (var built in Build(layer, firstTensor, bySpans))
            {
                if (built.OverwritesInput && !free)
                {
                    _layers.Add(new CopyReplicas());
                    free = true;
                }

                _layers.Add(built);
                free = built.OutputIsFree(free);
            }

            firstTensor += layer.Tensors.Count;
        }
    }

    /// <summary>Whether <see cref="BackwardByRow"/> may be called.</summary>
    public bool GivesRowGradients => _layers.TrueForAll(layer => layer.GivesRowGradients);

    public bool HasTensors => _layers.Exists(layer => layer.HasTensors);

    public void Bind(ReplicaStorage storage) => _layers.ForEach(layer => layer.Bind(storage));

    public Tensor Forward(Tensor input) => _layers.Aggregate(input, (values, layer) => layer.Forward(values));

    /// <summary>The gradient by the input; null where it is not wanted.</summary>
    public Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        var lowest = wanted ? 0 : _layers.FindIndex(layer => layer.HasTensors);
        for (var layer = _layers.Count - 1; layer >= 0 && layer >= lowest && lowest >= 0; layer--)
        {
            gradient = _layers[layer].Backward(gradient, gradients, wanted || layer > lowest) ?? gradient;
        }

        return wanted ? gradient : null;
    }

    /// <summary>Gradients of the layers' tensors for each row, and that by the input; null where it is not wanted.</summary>
    public Tensor? BackwardByRow(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        for (var layer = _layers.Count - 1; layer >= 0; layer--)
        {
            gradient = _layers[layer].BackwardByRow(gradient, gradients, wanted || layer > 0) ?? gradient;
        }

        return wanted ? gradient : null;
    }

    public void Dispose() => _layers.ForEach(layer => layer.Dispose());

    private static IEnumerable<ReplicaLayer> Build(Layer layer, int tensor, bool bySpans) => layer switch
    {
        Layer.Dense dense => [new DenseReplicas(tensor, dense.Bias)],
        Layer.Activation activation => [ActivationReplicas.Of(activation.Kind)],
        Layer.Scaling scaling => [new ScalingReplicas(scaling.Factor)],
        Layer.Residual residual => [new ResidualReplicas(residual, tensor)],
        Layer.Convolution convolution =>
            [new PatchReplicas(convolution.Window, convolution.Channels), new DenseReplicas(tensor, convolution.Bias)],
        Layer.MaxPool pool => [new MaxPoolReplicas(pool)],
        Layer.GlobalMean mean => [new GlobalMeanReplicas(mean)],
        Layer.Flatten flatten => [new FlattenReplicas(flatten)],
        Layer.BatchNorm => [new NormReplicas(NormAxis.Rows, Layer.BatchNorm.Epsilon, tensor)],
        Layer.LayerNorm => [new NormReplicas(NormAxis.Features, Layer.LayerNorm.Epsilon, tensor)],
        Layer.OneHot tokens => [new OneHotReplicas(tokens.Vocabulary)],
        Layer.Embedding table => [new OneHotReplicas(table.Vocabulary), new DenseReplicas(tensor, hasBias: false)],
        Layer.PositionEmbedding positions => [new PositionReplicas(positions, tensor)],
        Layer.Recurrent { Kind: RecurrentKind.Elman } cell => [new ElmanReplicas(cell, tensor, bySpans)],
        Layer.Recurrent { Kind: RecurrentKind.Gru } cell => [new GruReplicas(cell, tensor, bySpans)],
        Layer.Recurrent { Kind: RecurrentKind.Lstm } cell => [new LstmReplicas(cell, tensor, bySpans)],
        Layer.Attention attention => [new AttentionReplicas(attention)],
        Layer.LastPositions last => [new LastPositionsReplicas(last)],
        _ => throw new ArgumentException($"The torch engine has no form of {layer}.", nameof(layer)),
    };

    /// <summary>Spares a tensor that somebody else still reads.</summary>
    private sealed class CopyReplicas : ReplicaLayer
    {
        public override Tensor Forward(Tensor input) => input.clone();

        public override bool GivesRowGradients => true;

        public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted) => gradient;

        public override Tensor? BackwardByRow(Tensor gradient, Tensor?[] gradients, bool wanted) => gradient;
    }
}
