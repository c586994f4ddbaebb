using OverparamBounds.Core.Criteria;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>Gradient of the mean loss of each replica by its outputs; replicas are summed, never averaged.</summary>
internal sealed class LossGradient : IDisposable
{
    private readonly LossKind _loss;
    private readonly int _outputs;
    private readonly int _rows;
    private readonly Tensor _targets;
    private readonly Dictionary<long, Scalar> _scales = [];

    /// <param name="targets">[1, cases, outputs] of <see cref="TargetEncoding"/>.</param>
    /// <param name="rows">Rows of data, each with as many cases.</param>
    public LossGradient(LossKind loss, Tensor targets, int rows)
    {
        _loss = loss;
        _outputs = (int)targets.shape[2];
        _rows = rows;

        // Logistic: sigmoid(z) - t = tanh(z/2)/2 - (t - 1/2).
        _targets = (loss == LossKind.Logistic ? targets.sub(Scalars.Half) : targets.clone()).DetachFromDisposeScope();
    }

    /// <summary>Outputs of a network.</summary>
    public int Outputs => _outputs;

    /// <summary>[R, cases, outputs] from outputs of the same shape, on all rows.</summary>
    public Tensor OnAllRows(Tensor outputs) => Of(outputs, _targets);

    /// <summary>The same on a minibatch: <paramref name="rows"/> holds a flat row index for each replica's batch, [R * batch].</summary>
    public Tensor OnRows(Tensor outputs, Tensor rows) =>
        Of(outputs, _targets.view(_rows, -1).index_select(0, rows).view(outputs.shape));

    /// <summary>The mean loss of each replica on all rows, [R]: a sum over its own outputs alone.</summary>
    public Tensor Losses(Tensor outputs)
    {
        Tensor parts;
        switch (_loss)
        {
            case LossKind.Logistic:
                // Targets are t - 1/2, so -(2t - 1) z = -2 (t - 1/2) z.
                var small = outputs.abs().neg_().exp_().log1p_();
                parts = outputs.mul(_targets).mul_(Scalars.MinusTwo).relu_().add_(small, Scalars.One);
                break;
            case LossKind.Softmax:
                parts = nn.functional.log_softmax(outputs, 2).mul_(_targets).neg_();
                break;
            default:
                var residuals = outputs.sub(_targets);
                parts = residuals.mul_(residuals);
                break;
        }

        using var count = Scalars.Of(outputs.shape[1] * (_loss == LossKind.Squared ? _outputs : 1));
        return parts.reshape(outputs.shape[0], -1).sum(1).div_(count);
    }

    /// <summary>The Gauss-Newton form of the loss on some of the rows.</summary>
    /// <param name="outputs">[R, rows, outputs].</param>
    /// <param name="first">Number of the first of the rows.</param>
    public OutputCurvature Curvature(Tensor outputs, long first) =>
        new(_loss, outputs, _targets.narrow(1, first, outputs.shape[1]));

    public void Dispose()
    {
        _targets.Dispose();
        foreach (var scale in _scales.Values)
        {
            scale.Dispose();
        }
    }

    private Tensor Of(Tensor outputs, Tensor targets)
    {
        var scale = Scale(outputs.shape[1]);
        return _loss switch
        {
            LossKind.Logistic => outputs.mul(Scalars.Half).tanh_().mul_(Scalars.Half).sub_(targets).mul_(scale),
            LossKind.Softmax => nn.functional.softmax(outputs, 2).sub_(targets).mul_(scale),
            _ => outputs.sub(targets).mul_(scale),
        };
    }

    private Scalar Scale(long cases)
    {
        if (!_scales.TryGetValue(cases, out var scale))
        {
            scale = Scalars.Of(_loss == LossKind.Squared ? 2.0 / (cases * _outputs) : 1.0 / cases);
            _scales.Add(cases, scale);
        }

        return scale;
    }
}
