namespace OverparamBounds.Training.Lanes;

/// <summary>
/// What flows between the layers of a panel: [features][positions][rows], so that the rows of a position, and the positions
/// of a feature, stand one after the other. Distances count floats.
/// </summary>
/// <param name="start">Feature 0 at position 0 of row 0.</param>
/// <param name="feature">From a feature to the next.</param>
/// <param name="row">From a row to the next; positions are as many rows apart as the panel has.</param>
/// <param name="isShared">Whether all networks read the same float; else each has its lane of a register.</param>
internal readonly unsafe struct LaneValues(float* start, nint feature, nint row, bool isShared)
{
    public float* Start { get; } = start;

    public nint Feature { get; } = feature;

    public nint Row { get; } = row;

    public bool IsShared { get; } = isShared;

    /// <summary>Numbers of each network's own.</summary>
    /// <param name="places">Positions times rows.</param>
    public static LaneValues Own(float* start, long places, int lanes) => new(start, (nint)(places * lanes), lanes, isShared: false);
}
