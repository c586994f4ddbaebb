using System.Runtime.CompilerServices;

namespace OverparamBounds.Training.Lanes;

/// <summary>Where the numbers of an update rule stand, one register each.</summary>
/// <param name="step">Three that differ from lane to lane and from step to step.</param>
/// <param name="constants">Five that do not.</param>
internal readonly unsafe struct LaneRates<TLanes, TVector>(float* step, float* constants)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    public const int StepRegisters = 3;

    public const int ConstantRegisters = 5;

    /// <summary>-lr, and with Adam -lr / (1 - b1^t).</summary>
    public TVector MinusRate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Load(step);
    }

    /// <summary>Adam: 1 / sqrt(1 - b2^t).</summary>
    public TVector Correction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Load(step + TLanes.Count);
    }

    /// <summary>AdamW: 1 - lr wd, what weight decay leaves of a weight.</summary>
    public TVector Kept
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Load(step + (2 * TLanes.Count));
    }

    public TVector Decay1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Load(constants);
    }

    public TVector Weight1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Load(constants + TLanes.Count);
    }

    public TVector Decay2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Load(constants + (2 * TLanes.Count));
    }

    public TVector Weight2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Load(constants + (3 * TLanes.Count));
    }

    public TVector Epsilon
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.Load(constants + (4 * TLanes.Count));
    }
}

/// <summary>
/// State that only decays, as that of a unit which is never active, must not linger below the normal numbers: there
/// 0.9 x rounds back to x, and processors slow down.
/// </summary>
internal static class LaneDecay
{
    private const float SmallestNormal = 1.1754944e-38f;

    /// <summary>0 for numbers below the normal ones, everything else unchanged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Settle<TLanes, TVector>(TVector state)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Select(TLanes.GreaterThan(TLanes.Broadcast(SmallestNormal), TLanes.Abs(state)), TLanes.Broadcast(0), state);
}

/// <summary>How a gradient changes a weight.</summary>
internal unsafe interface ILaneRule
{
    /// <summary>State registers of a weight.</summary>
    static abstract int Slots { get; }

    /// <summary>The weight after the step.</summary>
    /// <param name="slots">State of this weight, one register after the other; updated.</param>
    static abstract TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, LaneRates<TLanes, TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}

internal readonly unsafe struct LaneDescent : ILaneRule
{
    public static int Slots => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, LaneRates<TLanes, TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.MultiplyAdd(rates.MinusRate, gradient, weight);
}

internal readonly unsafe struct LaneMomentum : ILaneRule
{
    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, LaneRates<TLanes, TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var velocity = TLanes.MultiplyAdd(rates.Decay1, TLanes.Load(slots), gradient);
        velocity = LaneDecay.Settle<TLanes, TVector>(velocity);
        TLanes.Store(velocity, slots);
        return TLanes.MultiplyAdd(rates.MinusRate, velocity, weight);
    }
}

internal readonly unsafe struct LaneNesterov : ILaneRule
{
    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, LaneRates<TLanes, TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var velocity = TLanes.MultiplyAdd(rates.Decay1, TLanes.Load(slots), gradient);
        velocity = LaneDecay.Settle<TLanes, TVector>(velocity);
        TLanes.Store(velocity, slots);
        return TLanes.MultiplyAdd(rates.MinusRate, TLanes.MultiplyAdd(rates.Decay1, velocity, gradient), weight);
    }
}

internal readonly unsafe struct LaneAdam : ILaneRule
{
    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, LaneRates<TLanes, TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var first = TLanes.MultiplyAdd(rates.Weight1, gradient, TLanes.Multiply(rates.Decay1, TLanes.Load(slots)));
        var second = TLanes.MultiplyAdd(
            TLanes.Multiply(rates.Weight2, gradient), gradient, TLanes.Multiply(rates.Decay2, TLanes.Load(slots + TLanes.Count)));
        first = LaneDecay.Settle<TLanes, TVector>(first);
        second = LaneDecay.Settle<TLanes, TVector>(second);
        TLanes.Store(first, slots);
        TLanes.Store(second, slots + TLanes.Count);
        var root = TLanes.MultiplyAdd(TLanes.SquareRoot(second), rates.Correction, rates.Epsilon);
        return TLanes.MultiplyAdd(rates.MinusRate, TLanes.Divide(first, root), weight);
    }
}

/// <summary>Weight decay, then Adam.</summary>
internal readonly unsafe struct LaneDecayedAdam : ILaneRule
{
    public static int Slots => LaneAdam.Slots;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, LaneRates<TLanes, TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        LaneAdam.Next<TLanes, TVector>(TLanes.Multiply(rates.Kept, weight), gradient, slots, rates);
}

internal readonly unsafe struct LaneRootMeanSquare : ILaneRule
{
    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Next<TLanes, TVector>(TVector weight, TVector gradient, float* slots, LaneRates<TLanes, TVector> rates)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var second = TLanes.MultiplyAdd(
            TLanes.Multiply(rates.Weight2, gradient), gradient, TLanes.Multiply(rates.Decay2, TLanes.Load(slots)));
        second = LaneDecay.Settle<TLanes, TVector>(second);
        TLanes.Store(second, slots);
        var root = TLanes.Add(TLanes.SquareRoot(second), rates.Epsilon);
        return TLanes.MultiplyAdd(rates.MinusRate, TLanes.Divide(gradient, root), weight);
    }
}
