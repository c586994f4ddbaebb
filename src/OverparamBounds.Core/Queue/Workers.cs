namespace OverparamBounds.Core.Queue;

/// <summary>Row number of a worker, new at each registration.</summary>
public readonly record struct WorkerId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What a worker says of itself.</summary>
/// <param name="Device">cpu, or cuda:0.</param>
/// <param name="DeviceClass">Which blocks it takes: cpu or gpu.</param>
/// <param name="Slots">Blocks it works on at a time.</param>
/// <param name="Build">Version of the program.</param>
public sealed record WorkerInfo(string Host, int ProcessId, string Device, string DeviceClass, int Slots, string Build);

/// <summary>A worker as stored.</summary>
/// <param name="Held">Blocks it holds.</param>
/// <param name="SecondsSilent">By the clock of the database.</param>
public sealed record QueuedWorker(
    WorkerId Id, WorkerInfo Info, bool IsAlive, int Held, double SecondsSilent, DateTimeOffset StartedAt);

/// <summary>What a worker learns from its heartbeat.</summary>
/// <param name="IsKnown">False: it was given up for dead. It must stop all it does, and register anew.</param>
/// <param name="Lost">Of the held blocks: those that are to be dropped, because the lease is gone or every sweep behind them was cancelled.</param>
/// <param name="Refusal">Why this program may claim no more, such as a ledger that a newer one has migrated; null where it may.</param>
public sealed record HeartbeatReply(bool IsKnown, IReadOnlyList<BlockLease> Lost, string? Refusal = null);

/// <summary>How much there is to do.</summary>
/// <param name="Ready">Blocks of running sweeps that can be claimed, or will be once others are done.</param>
/// <param name="Leased">Blocks being worked on.</param>
public sealed record QueueDepth(int Ready, int Leased);

/// <summary>What a look around has mended.</summary>
/// <param name="Dead">Workers given up.</param>
/// <param name="Reclaimed">Blocks taken from them.</param>
/// <param name="Split">Blocks that crashed again and were divided into single trials.</param>
/// <param name="Quarantined">Trials and decisions that were left alone after <see cref="QueueTimes.MostCrashes"/> and <see cref="QueueTimes.MostDecisionCrashes"/> crashes of their own.</param>
/// <param name="Closed">Sweeps that were closed.</param>
public sealed record Reconciliation(int Dead, int Reclaimed, int Split, int Quarantined, int Closed);

/// <summary>Times and counts on which workers and the queue agree.</summary>
public static class QueueTimes
{
    /// <summary>A worker says so often that it lives.</summary>
    public const double HeartbeatSeconds = 1;

    /// <summary>A worker whose session lock is gone and who has been silent so long is dead.</summary>
    public const double SilenceSeconds = 1.25;

    /// <summary>A worker that has been silent so long is dead, whatever its session lock says.</summary>
    public const double LeaseSeconds = 20;

    /// <summary>A worker that cannot say that it lives stops working so long before others may take its blocks.</summary>
    public const double SelfFenceSeconds = 15;

    /// <summary>Crashes of a whole block, after which its trials are tried one by one.</summary>
    public const int SplitCrashes = 2;

    /// <summary>Crashes of a trial alone, after which it is left alone.</summary>
    public const int MostCrashes = 3;

    /// <summary>
    /// Crashes of a decision, after which the question is left alone. It reads all trials of its question, which takes as
    /// long as many trainings, so it is hit more often by what is not its fault.
    /// </summary>
    public const int MostDecisionCrashes = 10;
}
