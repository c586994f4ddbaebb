using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// Hochreiter and Schmidhuber 1997 with forget gates, in PyTorch's order i, f, g, o: c' = f c + i g, h' = o tanh(c').
/// </summary>
internal sealed unsafe class LstmLanes<TLanes, TVector>(Layer.Recurrent cell, LaneStorage<TLanes, TVector> storage)
    : RecurrentLanes<TLanes, TVector>(cell, storage)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>The gates, and going back the gradients by what they are functions of.</summary>
    private readonly LaneMemory _gates = new(4L * cell.Hidden * cell.Length * storage.PanelRows * TLanes.Count);
    private readonly LaneMemory _cells = new((long)cell.Hidden * cell.Length * storage.PanelRows * TLanes.Count);

    /// <summary>tanh(c'), and going back what a cell's gradient has from the step after.</summary>
    private readonly LaneMemory _curved = new((long)cell.Hidden * cell.Length * storage.PanelRows * TLanes.Count);

    public override void Dispose()
    {
        base.Dispose();
        _gates.Dispose();
        _cells.Dispose();
        _curved.Dispose();
    }

    protected override void Compute(in LaneValues input, int rows)
    {
        AddBiases(Units);
        OfInput.Forward(input, (long)Positions * rows, Biases.Start, TLanes.Count, _gates.Start, isRectified: false);
        var (time, unit) = Strides(rows);
        for (var step = 0; step < Positions; step++)
        {
            if (step > 0)
            {
                AddState(step, rows, 0, Units, _gates.Start);
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
                StepBack(step, gradient, (of * unit) + (step * time), time, Features * unit, rows);
            }

            if (step > 0)
            {
                GoBackToState(step, rows, 0, Units, _gates.Start, gradient);
            }
        }

        OfInput.AddGradients(input, _gates.Start, (long)Positions * rows);
        AddStateGradients(rows, 0, Units, _gates.Start);
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
        var cells = _cells.Start + at;
        var curved = _curved.Start + at;
        var states = Start + at;
        for (nint row = 0; row < rows * TLanes.Count; row += TLanes.Count)
        {
            var input = LaneFunctions<TLanes, TVector>.Logistic(TLanes.Load(gates + row));
            var forget = LaneFunctions<TLanes, TVector>.Logistic(TLanes.Load(gates + gate + row));
            var added = LaneFunctions<TLanes, TVector>.Tanh(TLanes.Load(gates + (2 * gate) + row));
            var output = LaneFunctions<TLanes, TVector>.Logistic(TLanes.Load(gates + (3 * gate) + row));
            TLanes.Store(input, gates + row);
            TLanes.Store(forget, gates + gate + row);
            TLanes.Store(added, gates + (2 * gate) + row);
            TLanes.Store(output, gates + (3 * gate) + row);
            var next = TLanes.Multiply(input, added);
            if (hasState)
            {
                next = TLanes.MultiplyAdd(forget, TLanes.Load(cells - time + row), next);
            }

            TLanes.Store(next, cells + row);
            next = LaneFunctions<TLanes, TVector>.Tanh(next);
            TLanes.Store(next, curved + row);
            TLanes.Store(TLanes.Multiply(output, next), states + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepBack(int step, float* gradient, nint at, nint time, nint gate, int rows)
    {
        var gates = _gates.Start + at;
        var cells = _cells.Start + at;
        var curved = _curved.Start + at;
        gradient += at;
        var (zero, one) = (TLanes.Broadcast(0), TLanes.Broadcast(1));
        for (nint row = 0; row < rows * TLanes.Count; row += TLanes.Count)
        {
            var input = TLanes.Load(gates + row);
            var forget = TLanes.Load(gates + gate + row);
            var added = TLanes.Load(gates + (2 * gate) + row);
            var output = TLanes.Load(gates + (3 * gate) + row);
            var bent = TLanes.Load(curved + row);
            var ofState = TLanes.Load(gradient + row);
            var ofCell = TLanes.Multiply(TLanes.Multiply(ofState, output), TLanes.MultiplyAdd(TLanes.Negate(bent), bent, one));
            if (step < Positions - 1)
            {
                ofCell = TLanes.Add(ofCell, TLanes.Load(curved + time + row));
            }

            var before = step > 0 ? TLanes.Load(cells - time + row) : zero;
            TLanes.Store(TLanes.Multiply(ofCell, forget), curved + row);
            TLanes.Store(ByLogistic(TLanes.Multiply(ofCell, added), input), gates + row);
            TLanes.Store(ByLogistic(TLanes.Multiply(ofCell, before), forget), gates + gate + row);
            var ofAdded = TLanes.Multiply(TLanes.Multiply(ofCell, input), TLanes.MultiplyAdd(TLanes.Negate(added), added, one));
            TLanes.Store(ofAdded, gates + (2 * gate) + row);
            TLanes.Store(ByLogistic(TLanes.Multiply(ofState, bent), output), gates + (3 * gate) + row);
        }
    }

    /// <summary>Goes back through a logistic with the given value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ByLogistic(TVector gradient, TVector value) =>
        TLanes.Multiply(gradient, TLanes.MultiplyAdd(TLanes.Negate(value), value, value));
}
