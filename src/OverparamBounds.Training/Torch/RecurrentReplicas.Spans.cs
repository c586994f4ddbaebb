using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// Checkpointing along the sequence: the steps are cut into spans, and what a span's steps remember is let go of behind
/// it; the way back runs each span forward once more. The product with all inputs is one here too, since a product of
/// some rows need not round as one of all.
/// </summary>
internal abstract partial class RecurrentReplicas
{
    /// <summary>States after every step, [R, n, length, hidden].</summary>
    private Tensor? _after;

    /// <summary>Moves what a cell carries beside its state, before a step, to the outer scope.</summary>
    protected virtual void LiftState(int step)
    {
    }

    /// <summary>The same on the way back, for what was carried to the step before.</summary>
    protected virtual void LiftGradient()
    {
    }

    private Tensor ForwardBySpans(Tensor input)
    {
        using var scope = NewDisposeScope();
        var fromInputs = FromInputs(input);
        var after = zeros([input.shape[0], fromInputs.shape[1], Cell.Length, Cell.Hidden], input.dtype, input.device);
        for (var first = 0; first < Cell.Length; first += Cell.Span)
        {
            using var span = NewDisposeScope();
            var end = Run(first, fromInputs, after);
            for (var step = first; step < end; step++)
            {
                after.select(2, step).copy_(_states[step + 1]);
            }

            LiftState(end);
        }

        for (var end = Cell.Span; end < Cell.Length; end += Cell.Span)
        {
            LiftState(end);
        }

        _after = after.MoveToOuterDisposeScope();
        return after.view(input.shape[0], -1, Cell.Hidden).MoveToOuterDisposeScope();
    }

    private Tensor? BackwardBySpans(Tensor gradient, Tensor?[] gradients, bool wanted)
    {
        using var scope = NewDisposeScope();
        var after = _after!;

        // A step's product with its input is not needed behind its gradient, which takes its place.
        var ofInputs = FromInputs(_input!);
        var ofStates = SharesGradient ? ofInputs : zeros_like(ofInputs);
        var above = gradient.view([gradient.shape[0], -1, Cell.Length, Cell.Hidden]);
        Tensor? carried = null;
        for (var first = (Cell.Length - 1) / Cell.Span * Cell.Span; first >= 0; first -= Cell.Span)
        {
            using var span = NewDisposeScope();
            for (var step = Run(first, ofInputs, after) - 1; step >= first; step--)
            {
                carried = GoBack(step, carried, above, ofInputs, ofStates);
            }

            carried!.MoveToOuterDisposeScope();
            LiftGradient();
        }

        var (inputs, states) = (ByRow(ofInputs), ByRow(ofStates));
        Collect(gradients, inputs, states, ByRow(Before(after)));
        for (var tensor = firstTensor; tensor < firstTensor + 4; tensor++)
        {
            gradients[tensor]!.MoveToOuterDisposeScope();
        }

        _after = null;
        after.Dispose();
        return wanted ? inputs.bmm(_inputWeight!.transpose(1, 2)).MoveToOuterDisposeScope() : null;
    }

    /// <summary>Products with all inputs, [R, n, length, gates × hidden].</summary>
    private Tensor FromInputs(Tensor input) =>
        input.bmm(_inputWeight!).add_(_inputBias!, Scalars.One).view([input.shape[0], -1, Cell.Length, _inputBias!.shape[2]]);

    /// <summary>Runs a span, whose states it fills in; returns its end.</summary>
    private int Run(int first, Tensor fromInputs, Tensor after)
    {
        _states[first] = first > 0
            ? after.select(2, first - 1).contiguous()
            : zeros([after.shape[0], after.shape[1], Cell.Hidden], after.dtype, after.device);
        var end = Math.Min(first + Cell.Span, Cell.Length);
        for (var step = first; step < end; step++)
        {
            var fromState = _states[step].bmm(_stateWeight!).add_(_stateBias!, Scalars.One);
            _states[step + 1] = Step(step, fromInputs.select(2, step), fromState, _states[step]);
        }

        return end;
    }

    /// <summary>The gradient by the state before a step; those by its products are written to their places.</summary>
    private Tensor GoBack(int step, Tensor? carried, Tensor above, Tensor ofInputs, Tensor ofStates)
    {
        using var scope = NewDisposeScope();
        var here = above.select(2, step);
        var back = StepBack(step, carried is null ? here.contiguous().clone() : carried.add_(here, Scalars.One), _states[step]);
        ofInputs.select(2, step).copy_(back.ToInput);
        if (!SharesGradient)
        {
            ofStates.select(2, step).copy_(back.ToState);
        }

        var below = back.ToState.bmm(_stateWeight!.transpose(1, 2));
        return (back.Direct is null ? below : below.add_(back.Direct, Scalars.One)).MoveToOuterDisposeScope();
    }

    /// <summary>States before every step: 0, and those after all but the last.</summary>
    private Tensor Before(Tensor after)
    {
        var before = zeros_like(after);
        if (Cell.Length > 1)
        {
            before.narrow(2, 1, Cell.Length - 1L).copy_(after.narrow(2, 0, Cell.Length - 1L));
        }

        return before;
    }

    private static Tensor ByRow(Tensor steps) => steps.view(steps.shape[0], -1, steps.shape[3]);
}
