using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>A dense layer on every patch of an image, read where the pixels stand.</summary>
internal sealed unsafe class ConvolutionLanes<TLanes, TVector>(Layer.Convolution convolution, LaneStorage<TLanes, TVector> storage)
    : LaneLayer<TLanes, TVector>(convolution.Outputs, convolution.Window.Positions, storage.PanelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly LaneNeurons<TLanes, TVector> _neurons = storage.Neurons(convolution.FanIn, convolution.Outputs, convolution.Bias);

    /// <summary>Of the layouts that came so far: full panels and the last, data and what networks gathered of it.</summary>
    private readonly List<(WindowLayout Layout, WindowProducts Products)> _products = [];

    public override bool HasParameters => true;

    protected override bool CanRectify => true;

    /// <summary>Whether patches are pixels.</summary>
    private bool IsDense => convolution.Window is { Size: 1, Stride: 1, Padding: 0 };

    protected override void Compute(in LaneValues input, int rows)
    {
        switch (IsDense, input.IsShared, IsRectified)
        {
            case (true, _, _): _neurons.Forward(input, (long)Positions * rows, Start, IsRectified); break;
            case (_, true, true): FindOutputs<SharedOperand, Rectified>(input, rows); break;
            case (_, true, false): FindOutputs<SharedOperand, Unchanged>(input, rows); break;
            case (_, false, true): FindOutputs<OwnOperand, Rectified>(input, rows); break;
            default: FindOutputs<OwnOperand, Unchanged>(input, rows); break;
        }
    }

    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        var places = (long)Positions * rows;
        _neurons.AddBiasGradients(gradient, (nint)places * TLanes.Count, places, 0, Features);
        switch (IsDense, input.IsShared)
        {
            case (true, _): _neurons.AddWeightGradients(input, gradient, (nint)places * TLanes.Count, places, 0, Features); break;
            case (_, true): AddWeightGradients<SharedOperand>(gradient, input, rows); break;
            default: AddWeightGradients<OwnOperand>(gradient, input, rows); break;
        }

        if (below is null)
        {
            return;
        }

        if (IsDense)
        {
            _neurons.Backward(gradient, places, below);
        }
        else
        {
            FindInputGradients(gradient, input, below, rows);
        }
    }

    private void FindOutputs<TInput, TEpilogue>(in LaneValues input, int rows)
        where TInput : struct, ILaneOperand
        where TEpilogue : struct, ILaneEpilogue
    {
        var places = new ProductPlaces
        {
            BColumn = _neurons.Stride,
            Start = _neurons.Biases,
            StartColumn = _neurons.Stride,
            CColumn = (nint)Positions * rows * TLanes.Count,
            Columns = Features,
        };
        foreach (ref readonly var product in Products(input, rows).Forward.AsSpan())
        {
            Place(ref places, product, input.Start, _neurons.Weights, Start);
            LaneProduct<TLanes, TVector, TInput, TEpilogue>.RunListed(places);
        }
    }

    private void FindInputGradients(float* gradient, in LaneValues input, float* below, int rows)
    {
        var places = new ProductPlaces
        {
            BColumn = TLanes.Count,
            CColumn = (nint)convolution.Window.Inputs * rows * TLanes.Count,
            Columns = convolution.Channels,
        };
        foreach (ref readonly var product in Products(input, rows).Backward.AsSpan())
        {
            Place(ref places, product, gradient, _neurons.Weights, below);
            LaneProduct<TLanes, TVector, OwnOperand, Unchanged>.RunListed(places);
        }
    }

    private void AddWeightGradients<TInput>(float* gradient, in LaneValues input, int rows)
        where TInput : struct, ILaneOperand
    {
        var places = new ProductPlaces
        {
            BColumn = (nint)Positions * rows * TLanes.Count,
            StartRow = TLanes.Count,
            StartColumn = _neurons.Stride,
            CColumn = _neurons.Stride,
            Columns = Features,
        };
        foreach (ref readonly var product in Products(input, rows).Weights.AsSpan())
        {
            Place(ref places, product, input.Start, gradient, _neurons.Gradients);
            places.Start = places.C;
            LaneProduct<TLanes, TVector, TInput, Unchanged>.RunListed(places);
        }
    }

    private static void Place(ref ProductPlaces places, in WindowProduct product, float* a, float* b, float* c)
    {
        places.A = a + product.A;
        places.ARow = product.ARow;
        places.B = b + product.B;
        places.C = c + product.C;
        places.CRow = product.CRow;
        places.Beside = places.C;
        places.Rows = product.Rows;
        places.Steps = product.Steps;
        places.AOffsets = product.List.Left;
        places.BOffsets = product.List.Right;
    }

    private WindowProducts Products(in LaneValues input, int rows)
    {
        var layout = new WindowLayout(rows, TLanes.Count, input.Feature, input.Row, _neurons.Stride);
        foreach (var (known, products) in _products)
        {
            if (known == layout)
            {
                return products;
            }
        }

        _products.Add((layout, new(convolution, layout)));
        return _products[^1].Products;
    }
}
