using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>What a body makes of the input, added to the input or to what a shortcut makes of it.</summary>
internal sealed unsafe class ResidualLanes<TLanes, TVector> : LaneLayer<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly LaneChain<TLanes, TVector> _body;
    private readonly LaneChain<TLanes, TVector>? _shortcut;
    private readonly LaneMemory? _spared;
    private readonly LaneMemory? _ofShortcut;
    private readonly int _inputsOfRow;

    private ResidualLanes(LaneChain<TLanes, TVector> body, LaneChain<TLanes, TVector>? shortcut, int inputsOfRow, int panelRows)
        : base(body.Features, body.Positions, panelRows)
    {
        (_body, _shortcut, _inputsOfRow) = (body, shortcut, inputsOfRow);
        _spared = body.OverwritesGradient ? new((long)Features * Positions * panelRows * TLanes.Count) : null;
        _ofShortcut = shortcut is null ? null : new((long)inputsOfRow * panelRows * TLanes.Count);
    }

    public override bool HasParameters => _body.HasParameters || _shortcut is { HasParameters: true };

    protected override bool CanRectify => true;

    public override bool OverwritesGradient => base.OverwritesGradient || _shortcut is { OverwritesGradient: true };

    /// <param name="features">Features of the inputs.</param>
    /// <param name="positions">Positions of the inputs.</param>
    public static ResidualLanes<TLanes, TVector> Of(
        Layer.Residual residual, int features, int positions, LaneStorage<TLanes, TVector> storage)
    {
        var body = LaneChain<TLanes, TVector>.Of([.. residual.Body], features, positions, storage, readsData: false);
        var shortcut = residual.Shortcut.Count > 0 ? LaneChain<TLanes, TVector>.Of([.. residual.Shortcut], features, positions, storage, readsData: false) : null;
        return new(body, shortcut, features * positions, storage.PanelRows);
    }

    public override void Dispose()
    {
        base.Dispose();
        _body.Dispose();
        _shortcut?.Dispose();
        _spared?.Dispose();
        _ofShortcut?.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Compute(in LaneValues input, int rows)
    {
        var body = _body.Forward(input, rows).Start;
        var beside = (_shortcut?.Forward(input, rows) ?? input).Start;
        var target = Start;
        for (var end = target + ((nint)Features * Positions * rows * TLanes.Count); target < end; target += TLanes.Count)
        {
            var sum = TLanes.Add(TLanes.Load(body), TLanes.Load(beside));
            TLanes.Store(IsRectified ? TLanes.Positive(sum) : sum, target);
            body += TLanes.Count;
            beside += TLanes.Count;
        }
    }

    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        var ofBody = gradient;
        if (_spared is not null)
        {
            ofBody = _spared.Start;
            LaneLoops<TLanes, TVector>.Copy(gradient, ofBody, (long)Features * Positions * rows);
        }

        _body.Backward(ofBody, input, below, rows);
        var ofShortcut = gradient;
        if (_shortcut is not null)
        {
            ofShortcut = below is null ? null : _ofShortcut!.Start;
            _shortcut.Backward(gradient, input, ofShortcut, rows);
        }

        if (below is not null)
        {
            LaneLoops<TLanes, TVector>.Add(ofShortcut, below, (long)_inputsOfRow * rows);
        }
    }
}
