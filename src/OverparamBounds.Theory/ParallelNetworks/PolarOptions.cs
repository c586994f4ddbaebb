namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>How much work a polar value is worth.</summary>
public sealed record PolarOptions
{
    /// <summary>Activation patterns, all faces together, up to which they are enumerated; with inputs of rank 1 or 2 they always are.</summary>
    public int MostPatterns { get; init; } = 200_000;

    /// <summary>Random directions, and rows, from which an ascent starts where patterns are not enumerated; fewer where n d² is in the millions.</summary>
    public int Starts { get; init; } = 64;

    /// <summary>Of the random directions.</summary>
    public ulong Seed { get; init; }
}
