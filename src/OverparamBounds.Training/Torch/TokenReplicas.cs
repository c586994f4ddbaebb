using OverparamBounds.Core.Architectures;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>Token ids [R, n, length] to [R, n × length, vocabulary] with a 1 at the token.</summary>
internal sealed class OneHotReplicas(int vocabulary) : ReplicaLayer
{
    private Tensor? _rows;

    public override Tensor Forward(Tensor input)
    {
        // Data that all replicas share is looked up once.
        var replicas = input.shape[0];
        var distinct = input.stride(0) == 0 ? 1 : replicas;
        var tokens = input.narrow(0, 0, distinct).reshape(-1).to(ScalarType.Int64);
        return _rows!.index_select(0, tokens).view(distinct, -1, vocabulary).expand(replicas, -1, -1);
    }

    /// <summary>Tokens have no gradient.</summary>
    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted) => null;

    /// <summary>What all replicas share must not be written over.</summary>
    public override bool OutputIsFree(bool inputIsFree) => false;

    protected override void Take(ReplicaStorage storage) =>
        _rows = Keep(eye(vocabulary, dtype: storage.Values.dtype, device: storage.Values.device));
}

/// <summary>Adds a vector of its own to each position.</summary>
/// <param name="tensor">Index of the table [length, features] among the network's tensors.</param>
internal sealed class PositionReplicas(Layer.PositionEmbedding positions, int tensor) : ReplicaLayer
{
    private Tensor? _table;

    public override bool HasTensors => true;

    public override Tensor Forward(Tensor input)
    {
        var rows = input.view([input.shape[0], -1, positions.Length, positions.Features]);
        return rows.add(_table!, Scalars.One).view(input.shape[0], -1, positions.Features);
    }

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        gradients[tensor] = gradient.view(gradient.shape[0], -1, (long)positions.Length * positions.Features).sum(1).view(-1);
        return gradient;
    }

    protected override void Take(ReplicaStorage storage) => _table = Keep(storage.View(tensor).unsqueeze(1));
}

/// <summary>The last positions of a row.</summary>
internal sealed class LastPositionsReplicas(Layer.LastPositions last) : ReplicaLayer
{
    public override bool OutputIsFree(bool inputIsFree) => inputIsFree;

    public override Tensor Forward(Tensor input) =>
        Kept(input.view([input.shape[0], -1, last.Length, last.Features])).reshape(input.shape[0], -1, last.Features);

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        var kept = gradient.view([gradient.shape[0], -1, last.Kept, last.Features]);
        var all = zeros([kept.shape[0], kept.shape[1], last.Length, last.Features], gradient.dtype, gradient.device);
        Kept(all).copy_(kept);
        return all.view(gradient.shape[0], -1, last.Features);
    }

    private Tensor Kept(Tensor rows) => rows.narrow(2, last.Length - last.Kept, last.Kept);
}
