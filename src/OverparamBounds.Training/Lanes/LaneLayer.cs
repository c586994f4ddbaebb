using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>A layer of every network of a group, on panels of rows.</summary>
/// <param name="features">Features of its outputs.</param>
/// <param name="positions">Positions of its outputs.</param>
/// <param name="panelRows">Most rows of a panel.</param>
internal abstract unsafe class LaneLayer<TLanes, TVector>(int features, int positions, int panelRows) : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly LaneMemory _values = new((long)features * positions * panelRows * TLanes.Count);
    private LaneMap<TLanes, TVector>? _map;
    private LaneMemory? _kept;

    public int Features { get; } = features;

    public int Positions { get; } = positions;

    /// <summary>Whether gradients of parameters come out of the way back.</summary>
    public virtual bool HasParameters => false;

    /// <summary>Whether a nonlinearity may be applied to the outputs where they stand.</summary>
    public bool MayBeActivated => !ReadsOutputs && _map is null;

    /// <summary>Whether the way back writes over the gradient that it is given.</summary>
    public virtual bool OverwritesGradient => _map is not null;

    /// <summary>Whether the way back reads the outputs.</summary>
    protected virtual bool ReadsOutputs => false;

    /// <summary>Whether the layer rectifies its outputs itself, on the way forward.</summary>
    protected bool IsRectified { get; private set; }

    /// <summary>The first register of the outputs.</summary>
    protected float* Start => _values.Start;

    /// <summary>Whether <see cref="Compute"/> applies max(0, z) in passing where <see cref="IsRectified"/> says so.</summary>
    protected virtual bool CanRectify => false;

    /// <summary>The outputs on a panel of so many rows.</summary>
    public LaneValues Values(int rows) => LaneValues.Own(_values.Start, (long)Positions * rows, TLanes.Count);

    /// <summary>Applies a nonlinearity to the outputs from now on.</summary>
    public void Activate(ActivationKind kind)
    {
        _map = LaneMap<TLanes, TVector>.Of(kind);
        IsRectified = kind == ActivationKind.Relu && CanRectify;
        _kept = _map.KeepsInput ? new(_values.Count) : null;
    }

    public void Forward(in LaneValues input, int rows)
    {
        Compute(input, rows);
        if (!IsRectified)
        {
            _map?.Forward(_values.Start, _kept is null ? null : _kept.Start, Features * Positions * rows);
        }
    }

    /// <summary>Adds up the gradients of the layer's parameters and finds that of its inputs.</summary>
    /// <param name="gradient">By the outputs, [features][positions][rows]; overwritten where <see cref="OverwritesGradient"/> says so.</param>
    /// <param name="below">Receives that by the inputs; null where it is not wanted.</param>
    public void Backward(float* gradient, in LaneValues input, float* below, int rows)
    {
        _map?.Backward(gradient, _kept is null ? _values.Start : _kept.Start, Features * Positions * rows);
        GoBack(gradient, input, below, rows);
    }

    public virtual void Dispose()
    {
        _values.Dispose();
        _kept?.Dispose();
    }

    /// <summary>Fills <see cref="Values"/>, before the nonlinearity.</summary>
    protected abstract void Compute(in LaneValues input, int rows);

    /// <summary>As <see cref="Backward"/>, by the outputs before the nonlinearity.</summary>
    protected abstract void GoBack(float* gradient, in LaneValues input, float* below, int rows);
}
