namespace OverparamBounds.Training.Torch;

/// <summary>Where and how widely to train.</summary>
/// <param name="Device">cpu or cuda:0.</param>
/// <param name="Threads">Launches side by side, each on one thread.</param>
/// <param name="MemoryBytes">Most bytes that the tensors of all launches together may take.</param>
public sealed record TorchSettings(string Device, int Threads, long MemoryBytes)
{
    /// <summary>Whether layers are run twice rather than remembered: less memory, more time, the same results bit for bit.</summary>
    public bool Checkpointing { get; init; }

    /// <summary>This machine's cores, a quarter of its memory.</summary>
    public static TorchSettings Default { get; } =
        new("cpu", Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);
}
