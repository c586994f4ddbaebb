using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>x W + b for every replica: W [R, inputs, outputs], b [R, 1, outputs].</summary>
/// <param name="firstTensor">Index of W among the network's tensors; b follows it.</param>
internal sealed class DenseReplicas(int firstTensor, bool hasBias) : ReplicaLayer
{
    private Tensor? _weight;
    private Tensor? _bias;
    private Tensor? _input;

    public override bool HasTensors => true;

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
        if (hasBias)
        {
            gradients[firstTensor + 1] = gradient.sum(1).view(-1);
        }

        return wanted ? gradient.bmm(_weight!.transpose(1, 2)) : null;
    }

    protected override void Take(ReplicaStorage storage)
    {
        _weight = Keep(storage.View(firstTensor));
        _bias = hasBias ? Keep(storage.View(firstTensor + 1)) : null;
    }

    public override bool GivesRowGradients => true;

    /// <summary>A row's gradient of W is the outer product of its input and its output gradient.</summary>
    public override Tensor? BackwardByRow(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        var (replicas, rows) = (gradient.shape[0], gradient.shape[1]);
        gradients[firstTensor] = _input!.unsqueeze(3).mul(gradient.unsqueeze(2)).view(replicas, rows, -1);
        if (hasBias)
        {
            gradients[firstTensor + 1] = gradient;
        }

        return wanted ? gradient.bmm(_weight!.transpose(1, 2)) : null;
    }
}
