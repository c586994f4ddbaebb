namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>How much work a polar value is worth.</summary>
public sealed record PolarOptions
{
    /// <summary>Activation patterns, all faces together, up to which they are enumerated; 0 turns enumeration off.</summary>
    public int MostPatterns { get; init; } = 200_000;

    /// <summary>Random directions from which the ascent starts where patterns are not enumerated.</summary>
    public int Starts { get; init; } = 64;

    /// <summary>Of the random directions.</summary>
    public ulong Seed { get; init; }
}
