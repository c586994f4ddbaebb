using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Specs;
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
    private readonly int _rows;
    private readonly int? _batch;
    private int _next;
    private Tensor? _order;

    public EagerNetwork(TrainingPlan plan, int width)
    {
        var layers = plan.Layers(width);
        _network = EagerLayers.Of(layers);
        _optimizer = plan.Rule switch
        {
            UpdateRule.Adam { WeightDecay: 0, Schedule.IsConstant: true } adam => optim.Adam(_network.parameters(), adam.LearningRate, adam.Decay1, adam.Decay2, adam.Epsilon),
            UpdateRule.Momentum { Schedule.IsConstant: true } momentum => optim.SGD(_network.parameters(), momentum.LearningRate, momentum.Decay, nesterov: momentum.Nesterov),
            _ => throw new RequestException(
                $"optimizer: one network at a time, which speeds are compared with, has no form of {plan.Curve.Optimizer}; use gd, sgd, momentum, nesterov or adam, without a schedule."),
        };
        using var scope = NewDisposeScope();
        var data = plan.Data;
        var targets = plan.Judge.Targets;
        _loss = targets.Loss;
        (_rows, _batch) = (data.Samples, plan.Rule.BatchSize < data.Samples ? plan.Rule.BatchSize : null);
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
        var (inputs, targets) = NextRows();
        MeanLoss(inputs, targets).backward();
        _optimizer.step();
    }

    /// <summary>The mean loss under the current weights.</summary>
    public double Loss()
    {
        using var scope = NewDisposeScope();
        return MeanLoss(_inputs, _targets).data<float>()[0];
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _network.Dispose();
        _inputs.Dispose();
        _targets.Dispose();
        _order?.Dispose();
    }

    /// <summary>All rows, or the next minibatch of an order that is drawn anew each epoch.</summary>
    private (Tensor Inputs, Tensor Targets) NextRows()
    {
        if (_batch is not { } batch)
        {
            return (_inputs, _targets);
        }

        if (_order is null || _next >= _rows)
        {
            _order?.Dispose();
            _order = randperm(_rows).DetachFromDisposeScope();
            _next = 0;
        }

        var chosen = _order.narrow(0, _next, Math.Min(batch, _rows - _next));
        _next += batch;
        return (Chosen(_inputs, chosen), Chosen(_targets, chosen));
    }

    /// <summary>Some rows of what has one or several lines a row.</summary>
    private Tensor Chosen(Tensor lines, Tensor rows)
    {
        long[] ofLine = [.. lines.shape.Skip(1)];
        return lines.view(_rows, -1).index_select(0, rows).view([-1, .. ofLine]);
    }

    private Tensor MeanLoss(Tensor inputs, Tensor targets)
    {
        var outputs = _network.forward(inputs);
        return _loss switch
        {
            LossKind.Logistic => nn.functional.binary_cross_entropy_with_logits(outputs, targets),
            LossKind.Softmax => nn.functional.cross_entropy(outputs, targets),
            _ => nn.functional.mse_loss(outputs, targets),
        };
    }
}
