using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>A dense layer with the nonlinearity after it, on panels of rows. Unit u of row s stands at [u][s].</summary>
/// <param name="panelRows">Rows for which there is room.</param>
/// <param name="weights">The layer's first neuron.</param>
/// <param name="gradients">The same place among the gradients.</param>
internal sealed unsafe class LaneDense<TLanes, TVector>(
    Layer.Dense dense, ActivationKind? activation, int panelRows, float* weights, float* gradients) : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly LaneMap<TLanes, TVector>? _map =
        activation is { } kind && kind != ActivationKind.Relu ? LaneMap<TLanes, TVector>.Of(kind) : null;

    private readonly bool _rectified = activation == ActivationKind.Relu;
    private readonly LaneMemory _outputs = new((long)dense.Outputs * panelRows * TLanes.Count);
    private LaneMemory? _kept;

    public int Inputs => dense.Inputs;

    public int Outputs => dense.Outputs;

    /// <summary>[outputs][panelRows].</summary>
    public float* Values => _outputs.Start;

    /// <summary>Floats from a unit to the next in <see cref="Values"/>.</summary>
    public nint UnitStride { get; } = (nint)panelRows * TLanes.Count;

    private nint NeuronStride { get; } = (nint)LaneWeights<TLanes, TVector>.Stride(dense) * TLanes.Count;

    /// <summary>Computes <see cref="Values"/> from inputs of so many rows.</summary>
    /// <param name="inputRow">Floats from a row to the next.</param>
    /// <param name="inputStep">Floats from an input to the next.</param>
    public void Forward<TInput>(float* inputs, nint inputRow, nint inputStep, int rows)
        where TInput : struct, ILaneOperand => Forward<TInput>(inputs, inputRow, inputStep, rows, 0, dense.Outputs);

    /// <summary>The same for some of the units.</summary>
    public void Forward<TInput>(float* inputs, nint inputRow, nint inputStep, int rows, int firstUnit, int units)
        where TInput : struct, ILaneOperand
    {
        var neuron = weights + (firstUnit * NeuronStride);
        var values = Values + (firstUnit * UnitStride);
        var places = new ProductPlaces
        {
            A = inputs,
            ARow = inputRow,
            AStep = inputStep,
            B = neuron,
            BColumn = NeuronStride,
            BStep = TLanes.Count,
            Start = dense.Bias ? neuron + ((nint)dense.Inputs * TLanes.Count) : null,
            StartRow = 0,
            StartColumn = NeuronStride,
            C = values,
            CRow = TLanes.Count,
            CColumn = UnitStride,
            Beside = values,
            Rows = rows,
            Columns = units,
            Steps = dense.Inputs,
        };
        if (_rectified)
        {
            LaneProduct<TLanes, TVector, TInput, Rectified>.Run(places);
            return;
        }

        LaneProduct<TLanes, TVector, TInput, Unchanged>.Run(places);
        if (_map is null)
        {
            return;
        }

        if (_map.KeepsInput)
        {
            _kept ??= new LaneMemory(_outputs.Count);
        }

        for (var unit = firstUnit; unit < firstUnit + units; unit++)
        {
            _map.Forward(Values + (unit * UnitStride), _kept is null ? null : _kept.Start + (unit * UnitStride), rows);
        }
    }

    /// <summary>
    /// Goes on with the sums of <see cref="Values"/>, of a layer without nonlinearity, by some of its inputs; those must
    /// come in order.
    /// </summary>
    public void AddInputs(LaneDense<TLanes, TVector> below, int firstInput, int inputs, int rows)
    {
        var begins = firstInput == 0;
        LaneProduct<TLanes, TVector, OwnOperand, Unchanged>.Run(new()
        {
            A = below.Values + (firstInput * UnitStride),
            ARow = TLanes.Count,
            AStep = UnitStride,
            B = weights + ((nint)firstInput * TLanes.Count),
            BColumn = NeuronStride,
            BStep = TLanes.Count,
            Start = !begins ? Values : dense.Bias ? weights + ((nint)dense.Inputs * TLanes.Count) : null,
            StartRow = begins ? 0 : TLanes.Count,
            StartColumn = begins ? NeuronStride : UnitStride,
            C = Values,
            CRow = TLanes.Count,
            CColumn = UnitStride,
            Beside = Values,
            Rows = rows,
            Columns = dense.Outputs,
            Steps = inputs,
        });
    }

    /// <summary>
    /// The whole way back of two layers, the upper one without nonlinearity, for some of the units between them, whose
    /// deltas never leave the first cache.
    /// </summary>
    /// <param name="delta">Gradient by the outputs of this layer.</param>
    /// <param name="strip">Room for the deltas of the units.</param>
    public void GoBackThrough<TInput>(
        LaneDense<TLanes, TVector> below, float* delta, float* strip, float* inputs, nint inputRow, nint inputStep, int rows, bool first, int firstUnit, int units)
        where TInput : struct, ILaneOperand
    {
        AddWeightGradients<OwnOperand>(
            below.Values + (firstUnit * UnitStride), TLanes.Count, UnitStride, delta, rows, first, new(firstUnit, units), new(0, dense.Outputs));
        Backward(delta, below, strip, rows, firstUnit, units);
        below.AddWeightGradients<TInput>(inputs, inputRow, inputStep, strip, rows, first, new(0, below.Inputs), new(firstUnit, units));
        below.AddBiasGradients(strip, rows, first, firstUnit, units);
    }

    /// <summary>Adds the gradients of weights and biases on a panel, or sets them on the first.</summary>
    /// <param name="delta">Gradient by the layer's pre-activations, [outputs][panelRows].</param>
    public void AddWeightGradients<TInput>(float* inputs, nint inputRow, nint inputStep, float* delta, int rows, bool first)
        where TInput : struct, ILaneOperand
    {
        AddWeightGradients<TInput>(inputs, inputRow, inputStep, delta, rows, first, new(0, dense.Inputs), new(0, dense.Outputs));
        AddBiasGradients(delta, rows, first);
    }

    /// <summary>Adds the gradients of the biases alone.</summary>
    public void AddBiasGradients(float* delta, int rows, bool first) => AddBiasGradients(delta, rows, first, 0, dense.Outputs);

    /// <summary>The gradient by the pre-activations of the layer below, [inputs][panelRows].</summary>
    /// <param name="delta">Gradient by this layer's pre-activations.</param>
    public void Backward(float* delta, LaneDense<TLanes, TVector> below, float* belowDelta, int rows) =>
        Backward(delta, below, belowDelta, rows, 0, dense.Inputs);

    public void Dispose()
    {
        _outputs.Dispose();
        _kept?.Dispose();
    }

    /// <param name="inputs">From the first of the chosen inputs on.</param>
    /// <param name="delta">From the first of the chosen units on.</param>
    private void AddWeightGradients<TInput>(
        float* inputs, nint inputRow, nint inputStep, float* delta, int rows, bool first, UnitRange from, UnitRange to)
        where TInput : struct, ILaneOperand
    {
        var target = gradients + (to.First * NeuronStride) + ((nint)from.First * TLanes.Count);
        LaneProduct<TLanes, TVector, TInput, Unchanged>.Run(new()
        {
            A = inputs,
            ARow = inputStep,
            AStep = inputRow,
            B = delta,
            BColumn = UnitStride,
            BStep = TLanes.Count,
            Start = first ? null : target,
            StartRow = TLanes.Count,
            StartColumn = NeuronStride,
            C = target,
            CRow = TLanes.Count,
            CColumn = NeuronStride,
            Beside = target,
            Rows = from.Count,
            Columns = to.Count,
            Steps = rows,
        });
    }

    private void Backward(float* delta, LaneDense<TLanes, TVector> below, float* belowDelta, int rows, int firstInput, int inputs)
    {
        var places = new ProductPlaces
        {
            A = delta,
            ARow = TLanes.Count,
            AStep = UnitStride,
            B = weights + ((nint)firstInput * TLanes.Count),
            BColumn = TLanes.Count,
            BStep = NeuronStride,
            Start = null,
            C = belowDelta,
            CRow = TLanes.Count,
            CColumn = UnitStride,
            Beside = below.Values + (firstInput * UnitStride),
            Rows = rows,
            Columns = inputs,
            Steps = dense.Outputs,
        };
        if (below._rectified)
        {
            LaneProduct<TLanes, TVector, OwnOperand, WhereActive>.Run(places);
            return;
        }

        LaneProduct<TLanes, TVector, OwnOperand, Unchanged>.Run(places);
        var kept = (below._kept is null ? below.Values : below._kept.Start) + (firstInput * UnitStride);
        for (var unit = 0; below._map is not null && unit < inputs; unit++)
        {
            below._map.Backward(belowDelta + (unit * UnitStride), kept + (unit * UnitStride), rows);
        }
    }

    private void AddBiasGradients(float* delta, int rows, bool first, int firstUnit, int units)
    {
        if (!dense.Bias)
        {
            return;
        }

        var bias = gradients + (firstUnit * NeuronStride) + ((nint)dense.Inputs * TLanes.Count);
        for (var unit = 0; first && unit < units; unit++)
        {
            TLanes.Store(TLanes.Broadcast(0), bias + (unit * NeuronStride));
        }

        LaneLoops<TLanes, TVector>.AddSums(delta, UnitStride, rows, bias, NeuronStride, units);
    }
}

/// <summary>Some of the units of a layer, or of its inputs.</summary>
internal readonly record struct UnitRange(int First, int Count);
