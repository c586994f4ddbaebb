using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>The mean of each feature over the positions of a row.</summary>
internal sealed unsafe class GlobalMeanLanes<TLanes, TVector>(Layer.GlobalMean mean, int panelRows)
    : LaneLayer<TLanes, TVector>(mean.Features, 1, panelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly float _share = (float)(1.0 / mean.Positions);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Compute(in LaneValues input, int rows)
    {
        var share = TLanes.Broadcast(_share);
        var position = (nint)rows * TLanes.Count;
        for (var feature = 0; feature < Features; feature++)
        {
            for (nint row = 0; row < position; row += TLanes.Count)
            {
                var source = input.Start + (feature * mean.Positions * position) + row;
                var sum = TLanes.Load(source);
                for (var left = mean.Positions - 1; left > 0; left--)
                {
                    source += position;
                    sum = TLanes.Add(sum, TLanes.Load(source));
                }

                TLanes.Store(TLanes.Multiply(sum, share), Start + (feature * position) + row);
            }
        }
    }

    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        var share = TLanes.Broadcast(_share);
        var position = (nint)rows * TLanes.Count;
        for (var feature = 0; below is not null && feature < Features; feature++)
        {
            var target = below + (feature * mean.Positions * position);
            for (var at = 0; at < mean.Positions; at++)
            {
                LaneLoops<TLanes, TVector>.Scale(gradient + (feature * position), share, target + (at * position), rows);
            }
        }
    }
}
