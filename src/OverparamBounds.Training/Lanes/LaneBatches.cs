using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Training.Lanes;

/// <summary>The minibatches of a group: each network walks through its own order of rows at its own pace.</summary>
internal sealed unsafe class LaneBatches<TLanes, TVector> : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly LaneRows _rows;
    private readonly int _panelRows;
    private readonly RandomSequence?[] _sequences = new RandomSequence?[TLanes.Count];
    private readonly int[][] _orders;
    private readonly int[] _next = new int[TLanes.Count];
    private readonly int[] _chosen;
    private readonly float[] _weights;
    private readonly LaneMemory _inputs;
    private readonly LaneMemory _targets;
    private readonly LaneMemory _scales;

    /// <param name="batch">Rows of a batch.</param>
    /// <param name="panelRows">Rows that are gathered at once.</param>
    public LaneBatches(LaneRows rows, int batch, int panelRows)
    {
        _rows = rows;
        _panelRows = panelRows;
        Size = batch;
        _orders = [.. Enumerable.Range(0, TLanes.Count).Select(_ => new int[rows.Count])];
        _chosen = new int[batch * TLanes.Count];
        _weights = new float[batch * TLanes.Count];
        _inputs = new LaneMemory((long)rows.Features * panelRows * TLanes.Count);
        _targets = new LaneMemory((long)rows.Encoding.Outputs * panelRows * TLanes.Count);
        _scales = new LaneMemory((long)panelRows * TLanes.Count);
    }

    /// <summary>Rows of a batch; a network at the end of its epoch has fewer, and weight 0 on the rest.</summary>
    public int Size { get; }

    /// <summary>[features][panelRows] of the rows gathered last.</summary>
    public float* Inputs => _inputs.Start;

    /// <summary>[outputs][panelRows].</summary>
    public float* Targets => _targets.Start;

    /// <summary>[panelRows].</summary>
    public float* Scales => _scales.Start;

    /// <summary>A new training begins in the lane.</summary>
    public void Start(int lane, ulong key)
    {
        _sequences[lane] = new RandomSequence(key, RandomPurpose.Order);
        _next[lane] = _rows.Count;
    }

    /// <summary>Chooses the next batch of every network.</summary>
    public void Draw()
    {
        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            if (_sequences[lane] is not { } sequence)
            {
                continue;
            }

            if (_next[lane] >= _rows.Count)
            {
                sequence.NextPermutation(_orders[lane]);
                _next[lane] = 0;
            }

            var size = Math.Min(Size, _rows.Count - _next[lane]);
            var scale = _rows.ScaleOf(size);
            for (var slot = 0; slot < Size; slot++)
            {
                _chosen[(slot * TLanes.Count) + lane] = slot < size ? _orders[lane][_next[lane] + slot] : 0;
                _weights[(slot * TLanes.Count) + lane] = slot < size ? scale : 0;
            }

            _next[lane] += size;
        }
    }

    /// <summary>The row that a network has in a place of its batch.</summary>
    public int Row(int slot, int lane) => _chosen[(slot * TLanes.Count) + lane];

    /// <summary>The factor of that row's loss gradients.</summary>
    public float Scale(int slot, int lane) => _weights[(slot * TLanes.Count) + lane];

    /// <summary>Gathers rows of the chosen batches.</summary>
    public void Gather(int first, int count)
    {
        var (features, outputs) = (_rows.Features, _rows.Encoding.Outputs);
        for (var slot = 0; slot < count; slot++)
        {
            for (var lane = 0; lane < TLanes.Count; lane++)
            {
                var at = ((first + slot) * TLanes.Count) + lane;
                var to = (slot * TLanes.Count) + lane;
                Copy(_rows.Inputs + ((nint)_chosen[at] * features), _inputs.Start + to, features);
                Copy(_rows.Targets + ((nint)_chosen[at] * outputs), _targets.Start + to, outputs);
                _scales.Start[to] = _weights[at];
            }
        }
    }

    public void Dispose()
    {
        _inputs.Dispose();
        _targets.Dispose();
        _scales.Dispose();
    }

    private void Copy(float* from, float* to, int count)
    {
        var stride = (nint)_panelRows * TLanes.Count;
        for (var i = 0; i < count; i++)
        {
            *to = from[i];
            to += stride;
        }
    }
}
