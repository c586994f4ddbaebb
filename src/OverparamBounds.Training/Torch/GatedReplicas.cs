using OverparamBounds.Core.Architectures;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// Cho et al. 2014 in PyTorch's form, gates r, z, n: n = tanh(x U + b + r (h W + c)), h' = n + z (h - n).
/// </summary>
internal sealed class GruReplicas(Layer.Recurrent cell, int firstTensor, bool bySpans) : RecurrentReplicas(cell, firstTensor, bySpans)
{
    private readonly Tensor[] _gates = new Tensor[cell.Length];
    private readonly Tensor[] _news = new Tensor[cell.Length];
    private readonly Tensor[] _fromStates = new Tensor[cell.Length];

    /// <summary>The reset gate stands between the state's product and the sum.</summary>
    protected override bool SharesGradient => false;

    protected override Tensor Step(int step, Tensor fromInput, Tensor fromState, Tensor state)
    {
        var gates = fromInput.narrow(2, 0, 2L * Cell.Hidden).add(fromState.narrow(2, 0, 2L * Cell.Hidden), Scalars.One);
        _gates[step] = gates.mul_(Scalars.Half).tanh_().mul_(Scalars.Half).add_(Scalars.Half, Scalars.One);
        _fromStates[step] = Part(fromState, 2);
        _news[step] = Part(gates, 0).mul(_fromStates[step]).add_(Part(fromInput, 2), Scalars.One).tanh_();
        return state.sub(_news[step]).mul_(Part(gates, 1)).add_(_news[step], Scalars.One);
    }

    protected override StepGradient StepBack(int step, Tensor gradient, Tensor state)
    {
        var (gates, news) = (_gates[step], _news[step]);
        var ofUpdate = gradient.mul(state.sub(news));
        var direct = gradient.mul(Part(gates, 1));

        // By n before tanh; its product with h W + c is the gradient by r.
        var ofNew = gradient.sub_(direct).mul_(news.mul(news).neg_().add_(Scalars.One, Scalars.One));
        var ofGates = cat([ofNew.mul(_fromStates[step]), ofUpdate], 2).mul_(gates.sub(gates.mul(gates)));
        return new(
            cat([ofGates, ofNew], 2),
            cat([ofGates, ofNew.mul(Part(gates, 0))], 2),
            direct);
    }
}

/// <summary>
/// Hochreiter and Schmidhuber 1997 with forget gates, in PyTorch's order i, f, g, o: c' = f c + i g, h' = o tanh(c').
/// </summary>
internal sealed class LstmReplicas(Layer.Recurrent cell, int firstTensor, bool bySpans) : RecurrentReplicas(cell, firstTensor, bySpans)
{
    private readonly Tensor[] _gates = new Tensor[cell.Length];
    private readonly Tensor[] _cells = new Tensor[cell.Length + 1];
    private readonly Tensor[] _curved = new Tensor[cell.Length];
    private Tensor? _slope;
    private Tensor? _rise;
    private Tensor? _linear;
    private Tensor? _constant;
    private Tensor? _ofCell;

    /// <summary>All gates at once: a logistic is tanh(z/2)/2 + 1/2.</summary>
    protected override Tensor Step(int step, Tensor fromInput, Tensor fromState, Tensor state)
    {
        var gates = fromState.add_(fromInput, Scalars.One).mul_(_slope!).tanh_().mul_(_slope!).add_(_rise!, Scalars.One);
        _gates[step] = gates;
        var added = Part(gates, 0).mul(Part(gates, 2));
        _cells[step + 1] = step == 0 ? added : added.add_(Part(gates, 1).mul(_cells[step]), Scalars.One);
        _curved[step] = _cells[step + 1].tanh();
        return _curved[step].mul(Part(gates, 3));
    }

    protected override StepGradient StepBack(int step, Tensor gradient, Tensor state)
    {
        var (gates, curved) = (_gates[step], _curved[step]);
        var ofOutput = gradient.mul(curved);
        var ofCell = gradient.mul_(Part(gates, 3)).mul_(curved.mul(curved).neg_().add_(Scalars.One, Scalars.One));
        if (step < Cell.Length - 1)
        {
            ofCell = ofCell.add_(_ofCell!, Scalars.One);
        }

        var ofForget = step == 0 ? zeros_like(ofCell) : ofCell.mul(_cells[step]);
        var back = cat([ofCell.mul(Part(gates, 2)), ofForget, ofCell.mul(Part(gates, 0)), ofOutput], 2);

        // y - y² for a logistic, 1 - y² for tanh.
        back.mul_(gates.mul(_linear!).add_(_constant!, Scalars.One).sub_(gates.mul(gates)));
        _ofCell = ofCell.mul(Part(gates, 1)).MoveToOuterDisposeScope();
        return new(back, back, Direct: null);
    }

    protected override void LiftState(int step) => _cells[step].MoveToOuterDisposeScope();

    protected override void LiftGradient() => _ofCell!.MoveToOuterDisposeScope();

    protected override void Take(ReplicaStorage storage)
    {
        base.Take(storage);
        _slope = KeepPerGate(storage, [0.5f, 0.5f, 1, 0.5f]);
        _rise = KeepPerGate(storage, [0.5f, 0.5f, 0, 0.5f]);
        _linear = KeepPerGate(storage, [1, 1, 0, 1]);
        _constant = KeepPerGate(storage, [0, 0, 1, 0]);
    }
}
