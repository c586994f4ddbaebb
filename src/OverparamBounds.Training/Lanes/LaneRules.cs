using System.Runtime.CompilerServices;

namespace OverparamBounds.Training.Lanes;

/// <summary>The numbers of an update rule; the first two differ from lane to lane and from step to step.</summary>
internal struct LaneRates<TVector>
    where TVector : struct
{
    /// <summary>-lr, and with Adam -lr / (1 - b1^t).</summary>
    public TVector MinusRate;

    /// <summary>Adam: 1 / sqrt(1 - b2^t).</summary>
    public TVector Correction;

    public TVector Decay1;
    public TVector Weight1;
    public TVector Decay2;
    public TVector Weight2;
    public TVector Epsilon;
}

/// <summary>How a gradient changes a weight.</summary>
internal unsafe interface ILaneRule
{
    /// <summary>State registers of a weight.</summary>
    static abstract int Slots { get; }

    /// <summary>The weight after the step.</summary>
    /// <param name="slots">State of this weight, one register after the other; updated.</param>
    static abstract TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, in LaneRates<TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}

internal readonly unsafe struct LaneDescent : ILaneRule
{
    public static int Slots => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, in LaneRates<TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.MultiplyAdd(rates.MinusRate, gradient, weight);
}

internal readonly unsafe struct LaneMomentum : ILaneRule
{
    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, in LaneRates<TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var velocity = TLanes.MultiplyAdd(rates.Decay1, TLanes.Load(slots), gradient);
        TLanes.Store(velocity, slots);
        return TLanes.MultiplyAdd(rates.MinusRate, velocity, weight);
    }
}

internal readonly unsafe struct LaneNesterov : ILaneRule
{
    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, in LaneRates<TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var velocity = TLanes.MultiplyAdd(rates.Decay1, TLanes.Load(slots), gradient);
        TLanes.Store(velocity, slots);
        return TLanes.MultiplyAdd(rates.MinusRate, TLanes.MultiplyAdd(rates.Decay1, velocity, gradient), weight);
    }
}

internal readonly unsafe struct LaneAdam : ILaneRule
{
    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, in LaneRates<TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var first = TLanes.MultiplyAdd(rates.Weight1, gradient, TLanes.Multiply(rates.Decay1, TLanes.Load(slots)));
        var second = TLanes.MultiplyAdd(
            TLanes.Multiply(rates.Weight2, gradient), gradient, TLanes.Multiply(rates.Decay2, TLanes.Load(slots + TLanes.Count)));
        TLanes.Store(first, slots);
        TLanes.Store(second, slots + TLanes.Count);
        var root = TLanes.MultiplyAdd(TLanes.SquareRoot(second), rates.Correction, rates.Epsilon);
        return TLanes.MultiplyAdd(rates.MinusRate, TLanes.Divide(first, root), weight);
    }
}
