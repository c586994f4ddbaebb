using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>Over what a normalisation takes its mean and variance.</summary>
internal enum NormAxis
{
    /// <summary>All rows and positions, for each feature: batch normalisation.</summary>
    Rows = 1,

    /// <summary>The features of a position: layer normalisation.</summary>
    Features = 2,
}

/// <summary>Mean 0 and variance 1 along an axis of every replica, then a gain and an offset for each feature.</summary>
/// <param name="firstTensor">Index of the gains among the network's tensors; the offsets follow.</param>
internal sealed class NormReplicas(NormAxis axis, double epsilon, int firstTensor) : ReplicaLayer
{
    private readonly Scalar _epsilon = Scalars.Of(epsilon);
    private Scalar? _share;
    private long _count;
    private Tensor? _gain;
    private Tensor? _offset;
    private Tensor? _normal;
    private Tensor? _scale;

    public override bool HasTensors => true;

    public override Tensor Forward(Tensor input)
    {
        if (_count != input.shape[(int)axis])
        {
            _count = input.shape[(int)axis];
            _share?.Dispose();
            _share = Scalars.Of(1.0 / _count);
        }

        var centred = input.sub(Mean(input));
        _scale = Mean(centred.mul(centred)).add_(_epsilon, Scalars.One).sqrt_().reciprocal_();
        _normal = centred.mul_(_scale);
        return _normal.mul(_gain!).add_(_offset!, Scalars.One);
    }

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        gradients[firstTensor] = gradient.mul(_normal!).sum(1).view(-1);
        gradients[firstTensor + 1] = gradient.sum(1).view(-1);
        if (!wanted)
        {
            return null;
        }

        gradient = gradient.mul_(_gain!);
        var along = Mean(gradient.mul(_normal!));
        return gradient.sub_(Mean(gradient)).sub_(_normal!.mul(along)).mul_(_scale!);
    }

    protected override void Take(ReplicaStorage storage)
    {
        _gain = Keep(storage.View(firstTensor));
        _offset = Keep(storage.View(firstTensor + 1));
    }

    protected override void Release()
    {
        base.Release();
        _share?.Dispose();
        _share = null;
        _count = 0;
    }

    private Tensor Mean(Tensor values) => values.sum((int)axis, keepdim: true).mul_(_share!);
}
