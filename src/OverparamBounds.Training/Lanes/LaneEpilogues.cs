using System.Runtime.CompilerServices;

namespace OverparamBounds.Training.Lanes;

/// <summary>What is done to the elements of a product while they are still in registers.</summary>
internal unsafe interface ILaneEpilogue
{
    /// <param name="beside">Where the element of the same place stands in a second matrix of the product's layout.</param>
    static abstract TVector Apply<TLanes, TVector>(TVector value, float* beside)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}

/// <summary>Nothing.</summary>
internal readonly unsafe struct Unchanged : ILaneEpilogue
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector value, float* beside)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => value;
}

/// <summary>max(0, z).</summary>
internal readonly unsafe struct Rectified : ILaneEpilogue
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector value, float* beside)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Positive(value);
}

/// <summary>The value where the rectified output beside it is above 0, else 0: the way back through <see cref="Rectified"/>.</summary>
internal readonly unsafe struct WhereActive : ILaneEpilogue
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TLanes, TVector>(TVector value, float* beside)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var zero = TLanes.Broadcast(0);
        return TLanes.Select(TLanes.GreaterThan(TLanes.Load(beside), zero), value, zero);
    }
}
