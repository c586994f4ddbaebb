using System.Runtime.CompilerServices;

namespace OverparamBounds.Training.Lanes;

/// <summary>The inputs once more, times a number: what a nonlinearity may be applied to where the inputs are still needed.</summary>
internal sealed unsafe class CopyLanes<TLanes, TVector>(int features, int positions, int panelRows, double factor)
    : LaneLayer<TLanes, TVector>(features, positions, panelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    protected override void Compute(in LaneValues input, int rows)
    {
        var places = Positions * rows;
        if (input.IsShared)
        {
            Spread(input, places);
        }
        else
        {
            LaneLoops<TLanes, TVector>.Scale(input.Start, TLanes.Broadcast((float)factor), Start, (long)Features * places);
        }
    }

    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        if (below is not null)
        {
            LaneLoops<TLanes, TVector>.Scale(gradient, TLanes.Broadcast((float)factor), below, (long)Features * Positions * rows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread(in LaneValues input, int places)
    {
        var target = Start;
        for (var feature = 0; feature < Features; feature++)
        {
            var source = input.Start + (feature * input.Feature);
            for (var place = 0; place < places; place++)
            {
                TLanes.Store(TLanes.Broadcast(*source * (float)factor), target);
                source += input.Row;
                target += TLanes.Count;
            }
        }
    }
}
