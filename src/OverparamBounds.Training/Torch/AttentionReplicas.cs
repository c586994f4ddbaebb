using OverparamBounds.Core.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>Head by head softmax(q k' / sqrt(features a head)) v, from [R, n × length, (q, k, v) × features].</summary>
/// <remarks>Replicas, rows and heads are one batch axis of the products.</remarks>
internal sealed class AttentionReplicas(Layer.Attention attention) : ReplicaLayer
{
    private readonly long _features = attention.Features / attention.Heads;
    private readonly Scalar _scale = Scalars.Of(1 / Math.Sqrt((double)attention.Features / attention.Heads));
    private Tensor? _mask;
    private Tensor? _queries;
    private Tensor? _keys;
    private Tensor? _values;
    private Tensor? _weights;

    public override Tensor Forward(Tensor input)
    {
        var parts = input
            .view([-1, attention.Length, 3, attention.Heads, _features])
            .permute(2, 0, 3, 1, 4)
            .reshape([3, -1, attention.Length, _features]);
        (_queries, _keys, _values) = (parts.select(0, 0), parts.select(0, 1), parts.select(0, 2));
        var scores = _queries.bmm(_keys.transpose(1, 2)).mul_(_scale);
        _weights = nn.functional.softmax(_mask is null ? scores : scores.add_(_mask, Scalars.One), 2);
        return _weights.bmm(_values)
            .view([-1, attention.Heads, attention.Length, _features])
            .permute(0, 2, 1, 3)
            .reshape(input.shape[0], -1, attention.Features);
    }

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        var replicas = gradient.shape[0];
        gradient = gradient
            .view([-1, attention.Length, attention.Heads, _features])
            .permute(0, 2, 1, 3)
            .reshape(-1, attention.Length, _features);
        var ofValues = _weights!.transpose(1, 2).bmm(gradient);
        var ofScores = gradient.bmm(_values!.transpose(1, 2)).mul_(_weights);
        ofScores = ofScores.sub_(_weights.mul(ofScores.sum(2, keepdim: true))).mul_(_scale);
        var ofQueries = ofScores.bmm(_keys!);
        var ofKeys = ofScores.transpose(1, 2).bmm(_queries!);
        return stack([ofQueries, ofKeys, ofValues], 0)
            .view([3, -1, attention.Heads, attention.Length, _features])
            .permute(1, 3, 0, 2, 4)
            .reshape(replicas, -1, 3L * attention.Features);
    }

    protected override void Take(ReplicaStorage storage)
    {
        if (!attention.IsCausal)
        {
            return;
        }

        var mask = new float[attention.Length * attention.Length];
        for (var from = 0; from < attention.Length; from++)
        {
            mask.AsSpan((from * attention.Length) + from + 1, attention.Length - from - 1).Fill(float.NegativeInfinity);
        }

        _mask = Keep(tensor(mask, [attention.Length, attention.Length], storage.Values.dtype, storage.Values.device));
    }
}
