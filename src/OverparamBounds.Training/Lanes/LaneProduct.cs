namespace OverparamBounds.Training.Lanes;

/// <summary>
/// The matrix product of every pass, forward and back: B and C hold one register an element, A as
/// <typeparamref name="TLeft"/> says.
/// </summary>
/// <remarks>
/// Each element is one chain of fused multiply-adds in ascending k, whatever the tile it stands in and however the
/// steps are blocked, so blocking never changes a bit of the result.
/// </remarks>
internal static class LaneProduct<TLanes, TVector, TLeft, TEpilogue>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TLeft : struct, ILaneOperand
    where TEpilogue : struct, ILaneEpilogue
{
    /// <summary>Steps that are equally far apart.</summary>
    public static void Run(in ProductPlaces places) => LaneTiles<TLanes, TVector, TLeft, TEpilogue, Strided>.Run(places);

    /// <summary>Steps at the listed offsets.</summary>
    public static void RunListed(in ProductPlaces places) => LaneTiles<TLanes, TVector, TLeft, TEpilogue, Listed>.Run(places);
}

/// <summary>How a product gets from a step to the next.</summary>
internal interface ILaneWalk
{
    /// <summary>Whether each step's places are listed; else they are <see cref="ProductPlaces.AStep"/> and <see cref="ProductPlaces.BStep"/> apart.</summary>
    static abstract bool IsListed { get; }
}

/// <summary>Steps that are equally far apart.</summary>
internal readonly struct Strided : ILaneWalk
{
    public static bool IsListed => false;
}

/// <summary>Steps anywhere, such as the pixels under a window.</summary>
internal readonly struct Listed : ILaneWalk
{
    public static bool IsListed => true;
}
