using OverparamBounds.Core.Architectures;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>x W + b for every replica: W [R, inputs, outputs], b [R, 1, outputs].</summary>
/// <param name="firstTensor">Index of W among the network's tensors; b follows it.</param>
internal sealed class DenseReplicas(Layer.Dense dense, int firstTensor) : ReplicaLayer
{
    private Tensor? _weight;
    private Tensor? _bias;
    private Tensor? _input;

    /// <summary>Points the layer at its tensors inside a launch's storage, which must be contiguous.</summary>
    public void Bind(Tensor storage, TensorShapes shapes, int replicas)
    {
        Unbind();
        _weight = View(storage, shapes, firstTensor, replicas, dense.Inputs);
        _bias = dense.Bias ? View(storage, shapes, firstTensor + 1, replicas, 1) : null;
    }

    /// <summary>Lets go of the storage.</summary>
    public void Unbind()
    {
        _weight?.Dispose();
        _bias?.Dispose();
    }

    public override Tensor Forward(Tensor input)
    {
        _input = input;

        // Not baddbmm: TorchSharp 0.107 hands its arguments over in the wrong order.
        var output = input.bmm(_weight!);
        return _bias is null ? output : output.add_(_bias, Scalars.One);
    }

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        gradients[firstTensor] = _input!.transpose(1, 2).bmm(gradient).view(-1);
        if (dense.Bias)
        {
            gradients[firstTensor + 1] = gradient.sum(1).view(-1);
        }

        return wanted ? gradient.bmm(_weight!.transpose(1, 2)) : null;
    }

    public override bool GivesRowGradients => true;

    /// <summary>A row's gradient of W is the outer product of its input and its output gradient.</summary>
    public override Tensor? BackwardByRow(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        var (replicas, rows) = (gradient.shape[0], gradient.shape[1]);
        gradients[firstTensor] = _input!.unsqueeze(3).mul(gradient.unsqueeze(2)).view(replicas, rows, -1);
        if (dense.Bias)
        {
            gradients[firstTensor + 1] = gradient;
        }

        return wanted ? gradient.bmm(_weight!.transpose(1, 2)) : null;
    }

    private static Tensor View(Tensor storage, TensorShapes shapes, int tensor, int replicas, int rows) =>
        storage
            .narrow(0, shapes.Start(tensor, replicas), (long)shapes.Size(tensor) * replicas)
            .view(replicas, rows, shapes.Size(tensor) / rows)
            .DetachFromDisposeScope();
}
