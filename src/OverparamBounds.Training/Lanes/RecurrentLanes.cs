using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// A recurrent cell along a sequence from the state 0. The products with the inputs of all steps are one, those with the
/// state are one a step; going back, a step adds to the gradient of the state before it.
/// </summary>
internal abstract unsafe class RecurrentLanes<TLanes, TVector>(Layer.Recurrent cell, LaneStorage<TLanes, TVector> storage)
    : LaneLayer<TLanes, TVector>(cell.Hidden, cell.Length, storage.PanelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public override bool HasParameters => true;

    public override bool OverwritesGradient => true;

    /// <summary>Units of all gates.</summary>
    protected int Units { get; } = cell.Gates * cell.Hidden;

    /// <summary>Each gate's units that read the input.</summary>
    protected LaneNeurons<TLanes, TVector> OfInput { get; } = storage.Neurons(cell.Inputs, cell.Gates * cell.Hidden, hasBias: true);

    /// <summary>Each gate's units that read the state.</summary>
    protected LaneNeurons<TLanes, TVector> OfState { get; } = storage.Neurons(cell.Hidden, cell.Gates * cell.Hidden, hasBias: true);

    /// <summary>Both biases of each unit, added.</summary>
    protected LaneMemory Biases { get; } = new((long)cell.Gates * cell.Hidden * TLanes.Count);

    protected override bool ReadsOutputs => true;

    public override void Dispose()
    {
        base.Dispose();
        Biases.Dispose();
    }

    /// <summary>Adds the state's bias to the input's for the first units; the others have the input's alone.</summary>
    protected void AddBiases(int units)
    {
        for (nint unit = 0; unit < Units; unit++)
        {
            var bias = TLanes.Load(OfInput.Biases + (unit * OfInput.Stride));
            var both = unit < units ? TLanes.Add(bias, TLanes.Load(OfState.Biases + (unit * OfState.Stride))) : bias;
            TLanes.Store(both, Biases.Start + (unit * TLanes.Count));
        }
    }

    /// <summary>Adds the products of some units with the state of the step before.</summary>
    /// <param name="sums">Of the first of those units, [units][steps][rows].</param>
    protected void AddState(int step, int rows, int firstUnit, int units, float* sums)
    {
        var (time, unit) = Strides(rows);
        OfState.Add(Start + ((step - 1) * time), unit, firstUnit, units, sums + (step * time), unit, rows);
    }

    /// <summary>Adds to the gradient of the state before a step what comes from some units.</summary>
    /// <param name="gradient">By the sums of the first of those units, [units][steps][rows].</param>
    /// <param name="states">By all states, [hidden][steps][rows].</param>
    protected void GoBackToState(int step, int rows, int firstUnit, int units, float* gradient, float* states)
    {
        var (time, unit) = Strides(rows);
        OfState.Backward(gradient + (step * time), unit, firstUnit, units, states + ((step - 1) * time), unit, rows, adds: true);
    }

    /// <summary>Adds up the gradients of the state's weights of some units; the first step has no state before it.</summary>
    protected void AddStateGradients(int rows, int firstUnit, int units, float* gradient)
    {
        var (time, unit) = Strides(rows);
        OfState.AddBiasGradients(gradient, unit, (long)Positions * rows, firstUnit, units);
        if (Positions > 1)
        {
            OfState.AddWeightGradients(new(Start, unit, TLanes.Count, isShared: false), gradient + time, unit, (long)(Positions - 1) * rows, firstUnit, units);
        }
    }

    /// <summary>Floats from a step to the next and from a unit to the next.</summary>
    protected (nint Time, nint Unit) Strides(int rows) => ((nint)rows * TLanes.Count, (nint)Positions * rows * TLanes.Count);
}
