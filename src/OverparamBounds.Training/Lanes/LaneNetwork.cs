namespace OverparamBounds.Training.Lanes;

/// <summary>A group of networks of one shape, one a lane, that are trained step by step together.</summary>
internal abstract unsafe class LaneNetwork<TLanes, TVector> : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    protected LaneNetwork(TrainingPlan plan, LaneRows rows, LaneWeights<TLanes, TVector> weights)
    {
        Rows = rows;
        Weights = weights;
        Schedule = new(plan.Rule, plan.Curve.Steps);
        Outputs = new((long)rows.Cases * rows.Encoding.Outputs * TLanes.Count);
    }

    public LaneWeights<TLanes, TVector> Weights { get; }

    public LaneSchedule<TLanes, TVector> Schedule { get; }

    /// <summary>Outputs of the last <see cref="Forward"/>, [outputs][cases].</summary>
    public LaneMemory Outputs { get; }

    protected LaneRows Rows { get; }

    /// <summary>Does the steps that the schedule has prepared.</summary>
    public abstract void Descend(int steps);

    /// <summary>Computes the outputs on all rows.</summary>
    public abstract void Forward();

    /// <summary>A new training begins in the lane.</summary>
    /// <param name="key">The trial's random numbers.</param>
    public virtual void Start(int lane, ulong key, double learningRate, ReadOnlySpan<float> parameters, ReadOnlySpan<float> mask)
    {
        Schedule.Start(lane, learningRate);
        Weights.Set(lane, parameters, mask);
    }

    /// <summary>Outputs of one network, case by case.</summary>
    public void CopyOutputs(int lane, Span<float> outputs)
    {
        var (rows, columns) = (Rows.Cases, Rows.Encoding.Outputs);
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                outputs[(row * columns) + column] = Outputs.Start[((((nint)column * rows) + row) * TLanes.Count) + lane];
            }
        }
    }

    public virtual void Dispose()
    {
        Weights.Dispose();
        Schedule.Dispose();
        Outputs.Dispose();
    }
}
