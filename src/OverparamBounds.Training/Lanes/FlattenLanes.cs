using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>The features of a row's positions side by side, position by position.</summary>
internal sealed unsafe class FlattenLanes<TLanes, TVector>(Layer.Flatten flatten, int panelRows)
    : LaneLayer<TLanes, TVector>(flatten.Positions * flatten.Features, 1, panelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    protected override void Compute(in LaneValues input, int rows)
    {
        for (var feature = 0; feature < flatten.Features; feature++)
        {
            for (var position = 0; position < flatten.Positions; position++)
            {
                var (apart, aside) = Places(feature, position, rows);
                LaneLoops<TLanes, TVector>.Copy(input.Start + apart, Start + aside, rows);
            }
        }
    }

    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        for (var feature = 0; below is not null && feature < flatten.Features; feature++)
        {
            for (var position = 0; position < flatten.Positions; position++)
            {
                var (apart, aside) = Places(feature, position, rows);
                LaneLoops<TLanes, TVector>.Copy(gradient + aside, below + apart, rows);
            }
        }
    }

    private (nint Apart, nint Aside) Places(int feature, int position, int rows) => (
        (((nint)feature * flatten.Positions) + position) * rows * TLanes.Count,
        (((nint)position * flatten.Features) + feature) * rows * TLanes.Count);
}
