using System.Runtime.CompilerServices;

namespace OverparamBounds.Training.Lanes;

/// <summary>How the left factor of a product is stored: the same for all networks, or one number a lane.</summary>
internal unsafe interface ILaneOperand
{
    /// <summary>Floats of one element.</summary>
    static abstract int Size<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;

    static abstract TVector Load<TLanes, TVector>(float* source)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}

/// <summary>Data that all networks share: one float32 an element, broadcast.</summary>
internal readonly unsafe struct SharedOperand : ILaneOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Size<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TLanes, TVector>(float* source)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Broadcast(*source);
}

/// <summary>A number of each network's own: one register an element.</summary>
internal readonly unsafe struct OwnOperand : ILaneOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Size<TLanes, TVector>()
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TLanes, TVector>(float* source)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Load(source);
}
