using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>Elman's cell: a(x U + b + h W + c).</summary>
internal sealed unsafe class ElmanLanes<TLanes, TVector> : RecurrentLanes<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly LaneMap<TLanes, TVector> _activation;
    private readonly LaneMemory? _before;

    public ElmanLanes(Layer.Recurrent cell, LaneStorage<TLanes, TVector> storage)
        : base(cell, storage)
    {
        _activation = LaneMap<TLanes, TVector>.Of(cell.Nonlinearity);
        _before = _activation.KeepsInput ? new((long)Features * Positions * storage.PanelRows * TLanes.Count) : null;
    }

    public override void Dispose()
    {
        base.Dispose();
        _before?.Dispose();
    }

    protected override void Compute(in LaneValues input, int rows)
    {
        AddBiases(Units);
        OfInput.Forward(input, (long)Positions * rows, Biases.Start, TLanes.Count, Start, isRectified: false);
        var (time, unit) = Strides(rows);
        for (var step = 0; step < Positions; step++)
        {
            if (step > 0)
            {
                AddState(step, rows, 0, Units, Start);
            }

            for (nint at = step * time, end = Features * unit; at < end; at += unit)
            {
                _activation.Forward(Start + at, _before is null ? null : _before.Start + at, rows);
            }
        }
    }

    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        var (time, unit) = Strides(rows);
        var kept = _before is null ? Start : _before.Start;
        for (var step = Positions - 1; step >= 0; step--)
        {
            for (nint at = step * time, end = Features * unit; at < end; at += unit)
            {
                _activation.Backward(gradient + at, kept + at, rows);
            }

            if (step > 0)
            {
                GoBackToState(step, rows, 0, Units, gradient, gradient);
            }
        }

        OfInput.AddGradients(input, gradient, (long)Positions * rows);
        AddStateGradients(rows, 0, Units, gradient);
        if (below is not null)
        {
            OfInput.Backward(gradient, (long)Positions * rows, below);
        }
    }
}
