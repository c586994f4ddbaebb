using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Training.Torch;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Benchmarks;

/// <summary>One network trained as a TorchSharp tutorial would: modules, autograd, the built-in optimizer. The baseline of the benchmark.</summary>
internal sealed class EagerNetwork : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _inputs;
    private readonly Tensor _targets;
    private readonly LossKind _loss;

    public EagerNetwork(TrainingPlan plan, int width)
    {
        var layers = plan.Layers(width);
        _network = EagerLayers.Of(layers);
        _optimizer = plan.Rule switch
        {
            UpdateRule.Adam { WeightDecay: 0, Schedule.IsConstant: true } adam => optim.Adam(_network.parameters(), adam.LearningRate, adam.Decay1, adam.Decay2, adam.Epsilon),
            UpdateRule.Momentum { Schedule.IsConstant: true } momentum => optim.SGD(_network.parameters(), momentum.LearningRate, momentum.Decay, nesterov: momentum.Nesterov),
            _ => throw new ArgumentException($"The baseline has no form of {plan.Rule}.", nameof(plan)),
        };
        using var scope = NewDisposeScope();
        var data = plan.Data;
        var targets = plan.Judge.Targets;
        _loss = targets.Loss;
        var features = ReplicaNetwork.Features(layers) ?? data.Features;
        _inputs = tensor(Array.ConvertAll(data.Inputs, value => (float)value), [data.Inputs.Length / features, features]).DetachFromDisposeScope();
        _targets = (_loss == LossKind.Softmax
            ? tensor(Array.ConvertAll(data.Labels!, label => (long)label))
            : tensor(targets.Values, [data.Cases, targets.Outputs])).DetachFromDisposeScope();
    }

    /// <summary>Trainable scalars.</summary>
    public long Parameters => _network.parameters().Sum(parameter => parameter.numel());

    public void Step()
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        MeanLoss().backward();
        _optimizer.step();
    }

    /// <summary>The mean loss under the current weights.</summary>
    public double Loss()
    {
        using var scope = NewDisposeScope();
        return MeanLoss().data<float>()[0];
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _network.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
    }

    private Tensor MeanLoss()
    {
        var outputs = _network.forward(_inputs);
        return _loss switch
        {
            LossKind.Logistic => nn.functional.binary_cross_entropy_with_logits(outputs, _targets),
            LossKind.Softmax => nn.functional.cross_entropy(outputs, _targets),
            _ => nn.functional.mse_loss(outputs, _targets),
        };
    }
}
