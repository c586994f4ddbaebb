using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// Cho et al. 2014 in PyTorch's form, gates r, z, n: n = tanh(x U + b + r (h W + c)), h' = n + z (h - n).
/// </summary>
internal sealed unsafe class GruLanes<TLanes, TVector>(Layer.Recurrent cell, LaneStorage<TLanes, TVector> storage)
    : RecurrentLanes<TLanes, TVector>(cell, storage)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>The gates, and going back the gradients by what they are functions of.</summary>
    private readonly LaneMemory _gates = new(3L * cell.Hidden * cell.Length * storage.PanelRows * TLanes.Count);

    /// <summary>h W + c of n, and going back the gradient by it.</summary>
    private readonly LaneMemory _news = new((long)cell.Hidden * cell.Length * storage.PanelRows * TLanes.Count);

    public override void Dispose()
    {
        base.Dispose();
        _gates.Dispose();
        _news.Dispose();
    }

    protected override void Compute(in LaneValues input, int rows)
    {
        AddBiases(2 * Features);
        OfInput.Forward(input, (long)Positions * rows, Biases.Start, TLanes.Count, _gates.Start, isRectified: false);
        var (time, unit) = Strides(rows);
        for (nint of = 0; of < Features; of++)
        {
            var bias = TLanes.Load(OfState.Biases + (((2 * Features) + of) * OfState.Stride));
            LaneLoops<TLanes, TVector>.Fill(_news.Start + (of * unit), bias, (long)Positions * rows);
        }

        for (var step = 0; step < Positions; step++)
        {
            if (step > 0)
            {
                AddState(step, rows, 0, 2 * Features, _gates.Start);
                AddState(step, rows, 2 * Features, Features, _news.Start);
            }

            for (nint of = 0; of < Features; of++)
            {
                Step(step > 0, (of * unit) + (step * time), time, Features * unit, rows);
            }
        }
    }

    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        var (time, unit) = Strides(rows);
        for (var step = Positions - 1; step >= 0; step--)
        {
            for (nint of = 0; of < Features; of++)
            {
                StepBack(step > 0, gradient, (of * unit) + (step * time), time, Features * unit, rows);
            }

            if (step > 0)
            {
                GoBackToState(step, rows, 0, 2 * Features, _gates.Start, gradient);
                GoBackToState(step, rows, 2 * Features, Features, _news.Start, gradient);
            }
        }

        OfInput.AddGradients(input, _gates.Start, (long)Positions * rows);
        AddStateGradients(rows, 0, 2 * Features, _gates.Start);
        AddStateGradients(rows, 2 * Features, Features, _news.Start);
        if (below is not null)
        {
            OfInput.Backward(_gates.Start, (long)Positions * rows, below);
        }
    }

    /// <summary>One unit at one step.</summary>
    /// <param name="at">Its first row.</param>
    /// <param name="time">Floats from the step before.</param>
    /// <param name="gate">Floats from a gate to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Step(bool hasState, nint at, nint time, nint gate, int rows)
    {
        var gates = _gates.Start + at;
        var fromState = _news.Start + at;
        var states = Start + at;
        for (nint row = 0; row < rows * TLanes.Count; row += TLanes.Count)
        {
            var reset = LaneFunctions<TLanes, TVector>.Logistic(TLanes.Load(gates + row));
            var update = LaneFunctions<TLanes, TVector>.Logistic(TLanes.Load(gates + gate + row));
            var sum = TLanes.MultiplyAdd(reset, TLanes.Load(fromState + row), TLanes.Load(gates + (2 * gate) + row));
            var news = LaneFunctions<TLanes, TVector>.Tanh(sum);
            var state = hasState ? TLanes.Load(states - time + row) : TLanes.Broadcast(0);
            TLanes.Store(reset, gates + row);
            TLanes.Store(update, gates + gate + row);
            TLanes.Store(news, gates + (2 * gate) + row);
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Subtract(state, news), update, news), states + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepBack(bool hasState, float* gradient, nint at, nint time, nint gate, int rows)
    {
        var gates = _gates.Start + at;
        var fromState = _news.Start + at;
        var states = Start + at;
        gradient += at;
        var one = TLanes.Broadcast(1);
        for (nint row = 0; row < rows * TLanes.Count; row += TLanes.Count)
        {
            var reset = TLanes.Load(gates + row);
            var update = TLanes.Load(gates + gate + row);
            var news = TLanes.Load(gates + (2 * gate) + row);
            var state = hasState ? TLanes.Load(states - time + row) : TLanes.Broadcast(0);
            var ofState = TLanes.Load(gradient + row);
            var direct = TLanes.Multiply(ofState, update);
            var ofUpdate = TLanes.Multiply(ofState, TLanes.Subtract(state, news));
            var ofNew = TLanes.Multiply(
                TLanes.Subtract(ofState, direct), TLanes.MultiplyAdd(TLanes.Negate(news), news, one));
            var ofReset = TLanes.Multiply(ofNew, TLanes.Load(fromState + row));
            TLanes.Store(TLanes.Multiply(ofReset, TLanes.MultiplyAdd(TLanes.Negate(reset), reset, reset)), gates + row);
            TLanes.Store(TLanes.Multiply(ofUpdate, TLanes.MultiplyAdd(TLanes.Negate(update), update, update)), gates + gate + row);
            TLanes.Store(ofNew, gates + (2 * gate) + row);
            TLanes.Store(TLanes.Multiply(ofNew, reset), fromState + row);
            if (hasState)
            {
                TLanes.Store(TLanes.Add(TLanes.Load(gradient - time + row), direct), gradient - time + row);
            }
        }
    }
}
