using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Workers;

/// <summary>How a worker process works.</summary>
/// <param name="Engine">Device, engine, and threads of one block.</param>
/// <param name="Slots">Blocks worked on at a time.</param>
public sealed record WorkerOptions(EngineSettings Engine, int Slots)
{
    /// <summary>Which blocks are taken: cpu or gpu.</summary>
    public string DeviceClass => Engine.Settings.Device == "cpu" ? "cpu" : "gpu";

    /// <summary>Where attempts are logged, independently of the database; null for nowhere.</summary>
    public string? AttemptFolder { get; init; }

    /// <summary>On a graceful stop: how long blocks may go on before they are given back.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>A block that takes longer is taken for hung, unless it was predicted to take a hundredth of that.</summary>
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After so long a pump ends, and another is rung for.</summary>
    public TimeSpan PumpTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A pump that finds nothing for so long ends.</summary>
    public TimeSpan LingerTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a block may take.</summary>
    public TimeSpan MostTime(double predictedSeconds) =>
        TimeSpan.FromSeconds(Math.Max(BlockTime.TotalSeconds, 100 * predictedSeconds));
}
