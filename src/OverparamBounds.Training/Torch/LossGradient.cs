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

    /// <summary>[R, cases, outputs] from outputs of the same shape, on all rows.</summary>
    public Tensor OnAllRows(Tensor outputs) => Of(outputs, _targets);

    /// <summary>The same on a minibatch: <paramref name="rows"/> holds a flat row index for each replica's batch, [R * batch].</summary>
    public Tensor OnRows(Tensor outputs, Tensor rows) =>
        Of(outputs, _targets.view(_rows, -1).index_select(0, rows).view(outputs.shape));

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
