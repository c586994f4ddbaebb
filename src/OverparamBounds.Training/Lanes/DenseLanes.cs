using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>x W + b at every position; a token table is one without biases on tokens written as 0 and 1.</summary>
internal sealed unsafe class DenseLanes<TLanes, TVector>(int inputs, int outputs, bool hasBias, int positions, LaneStorage<TLanes, TVector> storage)
    : LaneLayer<TLanes, TVector>(outputs, positions, storage.PanelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly LaneNeurons<TLanes, TVector> _neurons = storage.Neurons(inputs, outputs, hasBias);

    public DenseLanes(Layer.Dense dense, LaneStorage<TLanes, TVector> storage)
        : this(dense.Inputs, dense.Outputs, dense.Bias, dense.Positions, storage)
    {
    }

    public override bool HasParameters => true;

    protected override bool CanRectify => true;

    protected override void Compute(in LaneValues input, int rows) =>
        _neurons.Forward(input, (long)Positions * rows, Start, IsRectified);

    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        var places = (long)Positions * rows;
        _neurons.AddGradients(input, gradient, places);
        if (below is not null)
        {
            _neurons.Backward(gradient, places, below);
        }
    }
}
