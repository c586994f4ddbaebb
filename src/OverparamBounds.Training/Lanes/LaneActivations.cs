using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>An elementwise nonlinearity and its slope.</summary>
internal interface ILaneActivation
{
    /// <summary>Whether the slope is a function of the output; else it is kept from the way forward.</summary>
    static abstract bool SlopeFollowsOutput { get; }

    static abstract TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    /// <param name="kept">The output, or the pre-activation where the slope does not follow from the output.</param>
    static abstract TVector Slope<TLanes, TVector>(TVector kept)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}

internal readonly struct LaneRelu : ILaneActivation
{
    public static bool SlopeFollowsOutput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Positive(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLanes, TVector>(TVector kept)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var zero = TLanes.Broadcast(0);
        return TLanes.Select(TLanes.GreaterThan(kept, zero), TLanes.Broadcast(1), zero);
    }
}

internal readonly struct LaneLeakyRelu : ILaneActivation
{
    public static bool SlopeFollowsOutput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Multiply(z, Slope<TLanes, TVector>(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLanes, TVector>(TVector kept)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Select(
            TLanes.GreaterThan(kept, TLanes.Broadcast(0)),
            TLanes.Broadcast(1),
            TLanes.Broadcast((float)ActivationNames.LeakySlope));
}

internal readonly struct LaneTanh : ILaneActivation
{
    public static bool SlopeFollowsOutput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => LaneFunctions<TLanes, TVector>.Tanh(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLanes, TVector>(TVector kept)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.MultiplyAdd(TLanes.Negate(kept), kept, TLanes.Broadcast(1));
}

internal readonly struct LaneSigmoid : ILaneActivation
{
    public static bool SlopeFollowsOutput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => LaneFunctions<TLanes, TVector>.Logistic(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLanes, TVector>(TVector kept)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.MultiplyAdd(TLanes.Negate(kept), kept, kept);
}

internal readonly struct LaneErf : ILaneActivation
{
    public static bool SlopeFollowsOutput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => LaneFunctions<TLanes, TVector>.Erf(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLanes, TVector>(TVector kept)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Multiply(
            LaneFunctions<TLanes, TVector>.Exp(TLanes.Negate(TLanes.Multiply(kept, kept))),
            TLanes.Broadcast(1.1283792f));
}

internal readonly struct LaneGelu : ILaneActivation
{
    public static bool SlopeFollowsOutput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Multiply(z, Probability<TLanes, TVector>(z));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLanes, TVector>(TVector kept)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var density = TLanes.Multiply(
            LaneFunctions<TLanes, TVector>.Exp(TLanes.Multiply(TLanes.Multiply(kept, kept), TLanes.Broadcast(-0.5f))),
            TLanes.Broadcast(0.39894228f));
        return TLanes.MultiplyAdd(density, kept, Probability<TLanes, TVector>(kept));
    }

    /// <summary>The standard normal distribution function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Probability<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Multiply(
            TLanes.Add(LaneFunctions<TLanes, TVector>.Erf(TLanes.Multiply(z, TLanes.Broadcast(0.70710678f))), TLanes.Broadcast(1)),
            TLanes.Broadcast(0.5f));
}

internal readonly struct LaneSoftplus : ILaneActivation
{
    public static bool SlopeFollowsOutput => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TLanes, TVector>(TVector z)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => LaneFunctions<TLanes, TVector>.Softplus(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Slope<TLanes, TVector>(TVector kept)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => LaneFunctions<TLanes, TVector>.Logistic(kept);
}
