using OverparamBounds.Core.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>What a body makes of the input, added to the input or to what a shortcut makes of it.</summary>
internal sealed class ResidualReplicas(Layer.Residual residual, int firstTensor) : ReplicaLayer
{
    private readonly ReplicaChain _body = new(residual.Body, firstTensor);
    private readonly ReplicaChain _shortcut = new(residual.Shortcut, firstTensor + residual.Body.Sum(layer => layer.Tensors.Count));

    public override bool HasTensors => _body.HasTensors || _shortcut.HasTensors;

    public override Tensor Forward(Tensor input) => _body.Forward(input).add(_shortcut.Forward(input), Scalars.One);

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        // The body may write over the gradient that the shortcut still needs.
        var ofBody = _body.Backward(gradient.clone(), gradients, wanted);
        var ofShortcut = _shortcut.Backward(gradient, gradients, wanted);
        return wanted ? ofBody!.add_(ofShortcut!, Scalars.One) : null;
    }

    protected override void Take(ReplicaStorage storage)
    {
        _body.Bind(storage);
        _shortcut.Bind(storage);
    }

    protected override void Release()
    {
        base.Release();
        _body.Dispose();
        _shortcut.Dispose();
    }
}

/// <summary>Multiplies by a number.</summary>
internal sealed class ScalingReplicas(double factor) : ReplicaLayer
{
    private readonly Scalar _factor = Scalars.Of(factor);

    public override Tensor Forward(Tensor input) => input.mul(_factor);

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted) => gradient.mul_(_factor);
}
