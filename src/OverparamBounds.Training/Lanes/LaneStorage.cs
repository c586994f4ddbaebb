namespace OverparamBounds.Training.Lanes;

/// <summary>Hands out the parameters of a group and their gradients, layer by layer in the order of <see cref="LaneWeights{TLanes,TVector}"/>.</summary>
/// <param name="panelRows">Most rows of a panel.</param>
internal sealed unsafe class LaneStorage<TLanes, TVector>(float* values, float* gradients, int panelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private float* _values = values;
    private float* _gradients = gradients;

    public int PanelRows { get; } = panelRows;

    public LaneNeurons<TLanes, TVector> Neurons(int inputs, int outputs, bool hasBias)
    {
        var neurons = new LaneNeurons<TLanes, TVector>(_values, _gradients, inputs, outputs, hasBias);
        Advance(outputs * (nint)(inputs + (hasBias ? 1 : 0)));
        return neurons;
    }

    /// <summary>Parameters one after the other.</summary>
    public LaneNumbers Numbers(int count)
    {
        var numbers = new LaneNumbers(_values, _gradients);
        Advance(count);
        return numbers;
    }

    private void Advance(nint parameters)
    {
        _values += parameters * TLanes.Count;
        _gradients += parameters * TLanes.Count;
    }
}

/// <summary>Parameters and their gradients, a register each.</summary>
internal readonly unsafe struct LaneNumbers(float* values, float* gradients)
{
    public float* Values { get; } = values;

    public float* Gradients { get; } = gradients;
}
