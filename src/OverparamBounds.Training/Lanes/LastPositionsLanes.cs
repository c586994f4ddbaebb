using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>The last positions of a row.</summary>
internal sealed unsafe class LastPositionsLanes<TLanes, TVector>(Layer.LastPositions last, int panelRows)
    : LaneLayer<TLanes, TVector>(last.Features, last.Kept, panelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    protected override void Compute(in LaneValues input, int rows)
    {
        var (all, kept) = Places(rows);
        for (var feature = 0; feature < Features; feature++)
        {
            LaneLoops<TLanes, TVector>.Copy(
                input.Start + ((((feature + 1) * all) - kept) * TLanes.Count), Start + (feature * kept * TLanes.Count), kept);
        }
    }

    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        if (below is null)
        {
            return;
        }

        var (all, kept) = Places(rows);
        for (var feature = 0; feature < Features; feature++)
        {
            var target = below + (feature * all * TLanes.Count);
            LaneLoops<TLanes, TVector>.Clear(target, all - kept);
            LaneLoops<TLanes, TVector>.Copy(gradient + (feature * kept * TLanes.Count), target + ((all - kept) * TLanes.Count), kept);
        }
    }

    private (nint All, nint Kept) Places(int rows) => ((nint)last.Length * rows, (nint)last.Kept * rows);
}
