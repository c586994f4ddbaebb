namespace OverparamBounds.Training.Lanes;

/// <summary>Weights and biases of neurons that all read the same inputs: x W + b and the way back, on any number of places.</summary>
/// <param name="weights">The first neuron: its weights in order of its inputs, then its bias.</param>
/// <param name="gradients">The same place among the gradients.</param>
internal sealed unsafe class LaneNeurons<TLanes, TVector>(float* weights, float* gradients, int inputs, int outputs, bool hasBias)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly nint _stride = (nint)(inputs + (hasBias ? 1 : 0)) * TLanes.Count;

    /// <summary>The first neuron's weights.</summary>
    public float* Weights => weights;

    /// <summary>By the first neuron's weights.</summary>
    public float* Gradients => gradients;

    /// <summary>Biases, <see cref="Stride"/> floats apart; null where there are none.</summary>
    public float* Biases => hasBias ? weights + ((nint)inputs * TLanes.Count) : null;

    /// <summary>Floats from a neuron to the next.</summary>
    public nint Stride => _stride;

    /// <summary>Sets [units][places] to the products with the inputs, from the biases on.</summary>
    /// <param name="isRectified">Whether outputs below 0 become 0.</param>
    public void Forward(in LaneValues input, long places, float* target, bool isRectified) =>
        Forward(input, places, Biases, _stride, target, isRectified);

    /// <summary>The same from other numbers than the biases on, a register a unit.</summary>
    public void Forward(in LaneValues input, long places, float* starts, nint startStride, float* target, bool isRectified)
    {
        switch (input.IsShared, isRectified)
        {
            case (true, true): Forward<SharedOperand, Rectified>(input, places, starts, startStride, target); break;
            case (true, false): Forward<SharedOperand, Unchanged>(input, places, starts, startStride, target); break;
            case (false, true): Forward<OwnOperand, Rectified>(input, places, starts, startStride, target); break;
            default: Forward<OwnOperand, Unchanged>(input, places, starts, startStride, target); break;
        }
    }

    /// <summary>Adds to the sums of some units at some places what inputs at as many places give.</summary>
    /// <param name="input">[inputs] of registers, <paramref name="inputStride"/> floats apart, each the first of so many places.</param>
    /// <param name="sums">Of the first unit at the first place.</param>
    public void Add(float* input, nint inputStride, int firstUnit, int units, float* sums, nint unitStride, int places) =>
        LaneProduct<TLanes, TVector, OwnOperand, Unchanged>.Run(new()
        {
            A = input,
            ARow = TLanes.Count,
            AStep = inputStride,
            B = weights + (firstUnit * _stride),
            BColumn = _stride,
            BStep = TLanes.Count,
            Start = sums,
            StartRow = TLanes.Count,
            StartColumn = unitStride,
            C = sums,
            CRow = TLanes.Count,
            CColumn = unitStride,
            Rows = places,
            Columns = units,
            Steps = inputs,
        });

    /// <summary>Adds to the gradients of weights and biases of all units.</summary>
    /// <param name="gradient">By the sums, [units][places].</param>
    public void AddGradients(in LaneValues input, float* gradient, long places)
    {
        AddWeightGradients(input, gradient, (nint)places * TLanes.Count, places, 0, outputs);
        AddBiasGradients(gradient, (nint)places * TLanes.Count, places, 0, outputs);
    }

    /// <summary>Adds to the gradients of the weights of some units.</summary>
    /// <param name="gradient">By the sums of the first of those units.</param>
    /// <param name="unitStride">Floats to the next unit's.</param>
    public void AddWeightGradients(in LaneValues input, float* gradient, nint unitStride, long places, int firstUnit, int units)
    {
        var target = gradients + (firstUnit * _stride);
        var product = new ProductPlaces
        {
            A = input.Start,
            ARow = input.Feature,
            AStep = input.Row,
            B = gradient,
            BColumn = unitStride,
            BStep = TLanes.Count,
            Start = target,
            StartRow = TLanes.Count,
            StartColumn = _stride,
            C = target,
            CRow = TLanes.Count,
            CColumn = _stride,
            Rows = inputs,
            Columns = units,
            Steps = checked((int)places),
        };
        if (input.IsShared)
        {
            LaneProduct<TLanes, TVector, SharedOperand, Unchanged>.Run(product);
        }
        else
        {
            LaneProduct<TLanes, TVector, OwnOperand, Unchanged>.Run(product);
        }
    }

    /// <summary>Adds to the gradients of the biases of some units.</summary>
    public void AddBiasGradients(float* gradient, nint unitStride, long places, int firstUnit, int units)
    {
        if (hasBias)
        {
            LaneLoops<TLanes, TVector>.AddSums(
                gradient, unitStride, places, gradients + (firstUnit * _stride) + ((nint)inputs * TLanes.Count), _stride, units);
        }
    }

    /// <summary>Sets the gradient by the inputs, [inputs][places], from that by the sums, [units][places].</summary>
    public void Backward(float* gradient, long places, float* below) =>
        Backward(gradient, (nint)places * TLanes.Count, 0, outputs, below, (nint)places * TLanes.Count, checked((int)places), adds: false);

    /// <summary>The same from some of the units, at some places.</summary>
    /// <param name="gradient">By the sums of the first of those units.</param>
    /// <param name="below">By the first of the inputs.</param>
    /// <param name="adds">Whether the result is added to what is there.</param>
    public void Backward(
        float* gradient, nint unitStride, int firstUnit, int units, float* below, nint inputStride, int places, bool adds) =>
        LaneProduct<TLanes, TVector, OwnOperand, Unchanged>.Run(new()
        {
            A = gradient,
            ARow = TLanes.Count,
            AStep = unitStride,
            B = weights + (firstUnit * _stride),
            BColumn = TLanes.Count,
            BStep = _stride,
            Start = adds ? below : null,
            StartRow = TLanes.Count,
            StartColumn = inputStride,
            C = below,
            CRow = TLanes.Count,
            CColumn = inputStride,
            Rows = places,
            Columns = inputs,
            Steps = units,
        });

    private void Forward<TInput, TEpilogue>(in LaneValues input, long places, float* starts, nint startStride, float* target)
        where TInput : struct, ILaneOperand
        where TEpilogue : struct, ILaneEpilogue =>
        LaneProduct<TLanes, TVector, TInput, TEpilogue>.Run(new()
        {
            A = input.Start,
            ARow = input.Row,
            AStep = input.Feature,
            B = weights,
            BColumn = _stride,
            BStep = TLanes.Count,
            Start = starts,
            StartRow = 0,
            StartColumn = startStride,
            C = target,
            CRow = TLanes.Count,
            CColumn = (nint)places * TLanes.Count,
            Beside = target,
            Rows = checked((int)places),
            Columns = outputs,
            Steps = inputs,
        });
}
