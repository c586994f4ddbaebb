using OverparamBounds.Core.Architectures;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// A recurrent cell along a sequence, [R, n × length, inputs] to [R, n × length, hidden]: the products with the inputs
/// of all steps are one, those with the state are one a step. The way back goes through all steps.
/// </summary>
/// <param name="firstTensor">Index of the input weights among the network's tensors; state weights and the two biases follow.</param>
/// <param name="bySpans">Whether only a span of the steps is remembered at a time.</param>
internal abstract partial class RecurrentReplicas(Layer.Recurrent cell, int firstTensor, bool bySpans) : ReplicaLayer
{
    private readonly Tensor[] _states = new Tensor[cell.Length + 1];
    private Tensor? _inputWeight;
    private Tensor? _stateWeight;
    private Tensor? _inputBias;
    private Tensor? _stateBias;
    private Tensor? _input;

    public override bool HasTensors => true;

    protected Layer.Recurrent Cell { get; } = cell;

    /// <summary>The states are read on the way back where they are not kept apart.</summary>
    public override bool OutputIsFree(bool inputIsFree) => !bySpans;

    public override Tensor Forward(Tensor input)
    {
        _input = input;
        if (bySpans)
        {
            return ForwardBySpans(input);
        }

        var fromInputs = ByStep(input.bmm(_inputWeight!).add_(_inputBias!, Scalars.One));
        _states[0] = zeros([input.shape[0], input.shape[1] / Cell.Length, Cell.Hidden], input.dtype, input.device);
        for (var step = 0; step < Cell.Length; step++)
        {
            var fromState = _states[step].bmm(_stateWeight!).add_(_stateBias!, Scalars.One);
            _states[step + 1] = Step(step, fromInputs.select(0, step), fromState, _states[step]);
        }

        return ByRow(_states.AsSpan(1));
    }

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        if (bySpans)
        {
            return BackwardBySpans(gradient, gradients, wanted);
        }

        var above = ByStep(gradient);
        var toInputs = new Tensor[Cell.Length];
        var toStates = new Tensor[Cell.Length];
        Tensor? carried = null;
        for (var step = Cell.Length - 1; step >= 0; step--)
        {
            using var scope = NewDisposeScope();
            var ofState = carried is null ? above.select(0, step).clone() : carried.add_(above.select(0, step), Scalars.One);
            var back = StepBack(step, ofState, _states[step]);
            (toInputs[step], toStates[step]) = (back.ToInput.MoveToOuterDisposeScope(), back.ToState.MoveToOuterDisposeScope());
            if (step == 0)
            {
                break;
            }

            carried = back.ToState.bmm(_stateWeight!.transpose(1, 2));
            carried = (back.Direct is null ? carried : carried.add_(back.Direct, Scalars.One)).MoveToOuterDisposeScope();
        }

        var ofInputs = ByRow(toInputs);
        var ofStates = SharesGradient ? ofInputs : ByRow(toStates);
        Collect(gradients, ofInputs, ofStates, ByRow(_states.AsSpan(0, Cell.Length)));
        return wanted ? ofInputs.bmm(_inputWeight!.transpose(1, 2)) : null;
    }

    /// <summary>Whether the gradients by the products with input and state are the same.</summary>
    protected virtual bool SharesGradient => true;

    /// <summary>The next state [R, n, hidden] from the products with input and state [R, n, gates × hidden]; the latter may be overwritten.</summary>
    protected abstract Tensor Step(int step, Tensor fromInput, Tensor fromState, Tensor state);

    /// <summary>Maps the gradient by a step's new state, which may be overwritten, to those by its products.</summary>
    /// <param name="state">The state before the step.</param>
    protected abstract StepGradient StepBack(int step, Tensor gradient, Tensor state);

    protected override void Take(ReplicaStorage storage)
    {
        _inputWeight = Keep(storage.View(firstTensor));
        _stateWeight = Keep(storage.View(firstTensor + 1));
        _inputBias = Keep(storage.View(firstTensor + 2));
        _stateBias = Keep(storage.View(firstTensor + 3));
    }

    /// <summary>A vector over gates × hidden units, one number a gate.</summary>
    protected Tensor KeepPerGate(ReplicaStorage storage, ReadOnlySpan<float> numbers)
    {
        var units = (int)storage.Shapes[firstTensor].Columns.Length / numbers.Length;
        var vector = new float[units * numbers.Length];
        for (var gate = 0; gate < numbers.Length; gate++)
        {
            vector.AsSpan(gate * units, units).Fill(numbers[gate]);
        }

        return Keep(tensor(vector, [vector.Length], storage.Values.dtype, storage.Values.device));
    }

    /// <summary>One gate of [R, n, gates × hidden].</summary>
    protected Tensor Part(Tensor gates, int gate) => gates.narrow(2, (long)gate * Cell.Hidden, Cell.Hidden);

    /// <summary>The gradients of the layer's tensors.</summary>
    /// <param name="ofInputs">By the products with the inputs, [R, n × length, gates × hidden].</param>
    /// <param name="ofStates">By those with the states.</param>
    /// <param name="states">Before each step, [R, n × length, hidden].</param>
    private void Collect(Tensor?[] gradients, Tensor ofInputs, Tensor ofStates, Tensor states)
    {
        gradients[firstTensor] = _input!.transpose(1, 2).bmm(ofInputs).view(-1);
        gradients[firstTensor + 1] = states.transpose(1, 2).bmm(ofStates).view(-1);
        gradients[firstTensor + 2] = ofInputs.sum(1).view(-1);
        gradients[firstTensor + 3] = ofStates.sum(1).view(-1);
    }

    private Tensor ByStep(Tensor rows) =>
        rows.view([rows.shape[0], -1, Cell.Length, rows.shape[2]]).permute(2, 0, 1, 3).contiguous();

    private static Tensor ByRow(ReadOnlySpan<Tensor> steps)
    {
        var rows = stack([.. steps], 2);
        return rows.view(rows.shape[0], -1, rows.shape[3]);
    }

    /// <summary>Gradients of one step.</summary>
    /// <param name="ToInput">By the product with the input.</param>
    /// <param name="ToState">By the product with the state; the same tensor where it is equal.</param>
    /// <param name="Direct">By the state before, not through a product; null for 0.</param>
    protected readonly record struct StepGradient(Tensor ToInput, Tensor ToState, Tensor? Direct);
}

/// <summary>Elman's cell: a(x U + b + h W + c).</summary>
internal sealed class ElmanReplicas(Layer.Recurrent cell, int firstTensor, bool bySpans) : RecurrentReplicas(cell, firstTensor, bySpans)
{
    private readonly ActivationReplicas[] _activations =
        [.. Enumerable.Range(0, cell.Length).Select(_ => ActivationReplicas.Of(cell.Nonlinearity))];

    protected override Tensor Step(int step, Tensor fromInput, Tensor fromState, Tensor state) =>
        _activations[step].Forward(fromState.add_(fromInput, Scalars.One));

    protected override StepGradient StepBack(int step, Tensor gradient, Tensor state)
    {
        var back = _activations[step].Backward(gradient, [], wanted: true)!;
        return new(back, back, Direct: null);
    }
}
