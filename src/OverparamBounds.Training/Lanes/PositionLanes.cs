using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>Adds a vector of its own to each position.</summary>
internal sealed unsafe class PositionLanes<TLanes, TVector>(Layer.PositionEmbedding positions, LaneStorage<TLanes, TVector> storage)
    : LaneLayer<TLanes, TVector>(positions.Features, positions.Length, storage.PanelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>[length, features].</summary>
    private readonly LaneNumbers _table = storage.Numbers(positions.Length * positions.Features);

    public override bool HasParameters => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Compute(in LaneValues input, int rows)
    {
        var source = input.Start;
        var target = Start;
        for (var feature = 0; feature < Features; feature++)
        {
            for (var position = 0; position < Positions; position++)
            {
                var added = TLanes.Load(_table.Values + ((((nint)position * Features) + feature) * TLanes.Count));
                for (var row = 0; row < rows; row++)
                {
                    TLanes.Store(TLanes.Add(TLanes.Load(source), added), target);
                    source += TLanes.Count;
                    target += TLanes.Count;
                }
            }
        }
    }

    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        var position = (nint)rows * TLanes.Count;
        for (nint feature = 0; feature < Features; feature++)
        {
            LaneLoops<TLanes, TVector>.AddSums(
                gradient + (feature * Positions * position),
                position,
                rows,
                _table.Gradients + (feature * TLanes.Count),
                (nint)Features * TLanes.Count,
                Positions);
        }

        if (below is not null)
        {
            LaneLoops<TLanes, TVector>.Copy(gradient, below, (long)Features * Positions * rows);
        }
    }
}
