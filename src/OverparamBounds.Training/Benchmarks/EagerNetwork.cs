using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Optimizers;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Benchmarks;

/// <summary>One network trained as a TorchSharp tutorial would: modules, autograd, the built-in optimizer. The baseline of the benchmark.</summary>
internal sealed class EagerNetwork : IDisposable
{
    private readonly TorchSharp.Modules.Sequential _network;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor _inputs;
    private readonly Tensor _targets;
    private readonly LossKind _loss;

    public EagerNetwork(TrainingPlan plan, int width)
    {
        _network = nn.Sequential(plan.Layers(width).Select(Module).ToArray());
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
        _inputs = tensor(Array.ConvertAll(data.Inputs, value => (float)value), [data.Samples, data.Features]).DetachFromDisposeScope();
        _targets = (_loss == LossKind.Softmax
            ? tensor(Array.ConvertAll(data.Labels!, label => (long)label))
            : tensor(targets.Values, [data.Samples, targets.Outputs])).DetachFromDisposeScope();
    }

    public void Step()
    {
        using var scope = NewDisposeScope();
        _optimizer.zero_grad();
        var outputs = _network.forward(_inputs);
        var loss = _loss switch
        {
            LossKind.Logistic => nn.functional.binary_cross_entropy_with_logits(outputs, _targets),
            LossKind.Softmax => nn.functional.cross_entropy(outputs, _targets),
            _ => nn.functional.mse_loss(outputs, _targets),
        };
        loss.backward();
        _optimizer.step();
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _network.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
    }

    private static nn.Module<Tensor, Tensor> Module(Layer layer) => layer switch
    {
        Layer.Dense dense => nn.Linear(dense.Inputs, dense.Outputs, dense.Bias),
        Layer.Activation { Kind: ActivationKind.Relu } => nn.ReLU(),
        Layer.Activation { Kind: ActivationKind.Tanh } => nn.Tanh(),
        Layer.Activation { Kind: ActivationKind.Sigmoid } => nn.Sigmoid(),
        Layer.Activation { Kind: ActivationKind.Gelu } => nn.GELU(),
        Layer.Activation { Kind: ActivationKind.Softplus } => nn.Softplus(),
        Layer.Activation { Kind: ActivationKind.LeakyRelu } => nn.LeakyReLU(ActivationNames.LeakySlope),
        _ => throw new ArgumentException($"The baseline has no form of {layer}.", nameof(layer)),
    };
}
