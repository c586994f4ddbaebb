using OverparamBounds.Core.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>The largest value of each channel in a window, the first of equals; pixels outside of the image are not seen.</summary>
internal sealed class MaxPoolReplicas(Layer.MaxPool pool) : ReplicaLayer
{
    private static readonly Scalar Lowest = Scalars.Of(double.NegativeInfinity);
    private readonly PatchView _view = new(pool.Window, pool.Channels);
    private Tensor? _places;

    public override Tensor Forward(Tensor input)
    {
        var patches = _view.Patches(input, Lowest);
        var (largest, places) = patches.reshape([input.shape[0], patches.shape[1], pool.Window.Area, pool.Channels]).max(2);
        _places = places.unsqueeze(2);
        return largest;
    }

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        var patches = zeros([gradient.shape[0], gradient.shape[1], pool.Window.Area, pool.Channels], gradient.dtype, gradient.device);
        patches.scatter_(2, _places!, gradient.unsqueeze(2));
        return _view.Fold(patches.view(gradient.shape[0], gradient.shape[1], -1));
    }
}

/// <summary>The mean over the positions of a row.</summary>
internal sealed class GlobalMeanReplicas(Layer.GlobalMean mean) : ReplicaLayer
{
    private readonly Scalar _share = Scalars.Of(1.0 / mean.Positions);

    public override Tensor Forward(Tensor input) =>
        input.view([input.shape[0], -1, mean.Positions, mean.Features]).sum(2).mul_(_share);

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted) =>
        gradient.mul_(_share)
            .unsqueeze(2)
            .expand([gradient.shape[0], gradient.shape[1], mean.Positions, mean.Features])
            .reshape(gradient.shape[0], -1, mean.Features)
            .clone();
}

/// <summary>The features of a row's positions side by side.</summary>
internal sealed class FlattenReplicas(Layer.Flatten flatten) : ReplicaLayer
{
    public override bool OutputIsFree(bool inputIsFree) => inputIsFree;

    public override Tensor Forward(Tensor input) => input.view(input.shape[0], -1, (long)flatten.Positions * flatten.Features);

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted) =>
        gradient.view(gradient.shape[0], -1, flatten.Features);
}
