using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>The data as the first layer of a network of layers reads it; tokens are written as 0 and 1.</summary>
internal sealed unsafe class LaneInputs<TLanes, TVector> : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly LaneRows _rows;
    private readonly LaneMemory _shared;
    private readonly LaneMemory? _own;
    private readonly int _vocabulary;

    /// <param name="layers">Of one network.</param>
    /// <param name="panelRows">Rows of all panels but the last.</param>
    /// <param name="isGathered">Whether the networks will have rows of their own, too.</param>
    public LaneInputs(LaneRows rows, IReadOnlyList<Layer> layers, int panelRows, bool isGathered)
    {
        _rows = rows;
        (Positions, Features, _vocabulary) = Shape(rows.Features, layers);
        _shared = new((long)rows.Count * Positions * Features);
        for (var first = 0; first < rows.Count; first += panelRows)
        {
            LayOut(first, Math.Min(panelRows, rows.Count - first));
        }

        _own = isGathered ? new((long)panelRows * Positions * Features * TLanes.Count) : null;
    }

    public int Positions { get; }

    public int Features { get; }

    /// <summary>A panel of the data, which all networks share.</summary>
    public LaneValues Panel(int first) => new(_shared.Start + ((nint)first * Positions * Features), feature: 1, row: Features, isShared: true);

    /// <summary>Some rows of each network's batch.</summary>
    public LaneValues Gather(LaneBatches<TLanes, TVector> batches, int first, int count)
    {
        var position = (nint)count * TLanes.Count;
        LaneLoops<TLanes, TVector>.Clear(_own!.Start, (long)count * Positions * Features);
        for (var slot = 0; slot < count; slot++)
        {
            for (var lane = 0; lane < TLanes.Count; lane++)
            {
                var source = _rows.Inputs + ((nint)batches.Row(first + slot, lane) * _rows.Features);
                var target = _own.Start + ((nint)slot * TLanes.Count) + lane;
                for (nint at = 0; at < Positions; at++)
                {
                    Write(source, (int)at, target + (at * position), Positions * position);
                }
            }
        }

        return LaneValues.Own(_own.Start, (long)Positions * count, TLanes.Count);
    }

    public void Dispose()
    {
        _shared.Dispose();
        _own?.Dispose();
    }

    private static (int Positions, int Features, int Vocabulary) Shape(int ofRow, IReadOnlyList<Layer> layers)
    {
        switch (layers[0])
        {
            case Layer.OneHot when layers.Count > 1 && layers[1] is Layer.Flatten flat:
                return (1, flat.Positions * flat.Features, flat.Features);
            case Layer.OneHot tokens:
                return (tokens.Length, tokens.Vocabulary, tokens.Vocabulary);
            case Layer.Embedding table:
                return (table.Length, table.Vocabulary, table.Vocabulary);
            default:
                var features = Torch.ReplicaNetwork.Features(layers) ?? ofRow;
                return (ofRow / features, features, 0);
        }
    }

    /// <summary>Writes a panel as [positions][rows][features].</summary>
    private void LayOut(int first, int count)
    {
        var target = _shared.Start + ((nint)first * Positions * Features);
        for (var position = 0; position < Positions; position++)
        {
            for (var row = 0; row < count; row++)
            {
                Write(_rows.Inputs + ((nint)(first + row) * _rows.Features), position, target, stride: 1);
                target += Features;
            }
        }
    }

    /// <summary>Writes the features of a position, so many floats apart, where zeros are.</summary>
    private void Write(float* row, int position, float* target, nint stride)
    {
        if (_vocabulary == 0)
        {
            for (nint feature = 0; feature < Features; feature++)
            {
                target[feature * stride] = row[(position * Features) + feature];
            }

            return;
        }

        var tokens = Features / _vocabulary;
        for (nint token = 0; token < tokens; token++)
        {
            target[((token * _vocabulary) + (nint)row[(position * tokens) + token]) * stride] = 1;
        }
    }
}
