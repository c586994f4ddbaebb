using OverparamBounds.Faults.Faults;

namespace OverparamBounds.Faults;

/// <summary>Every fault that can be tried, in the order of their numbers.</summary>
internal static class FaultCatalogue
{
    public static IReadOnlyList<IFault> All { get; } =
    [
        new R01KillWorkers(),
        new R02KillSubmitter(),
        new R03KillLeader(),
        new R04FailPoints(),
        new R05StopWorkers(),
        new R06RestartPostgres(),
        new R07TerminateBackends(),
        new R08CutNetwork(),
        new R09PostgresDiskFull(),
        new R10WorkerDiskFull(),
        new R11ClockSkew(),
        new R12PoisonTrials(),
        new R13Pumps(),
        new R14OtherVersions(),
        new R15VerbStorm(),
        new R16SharedCells(),
        new R17Soak(),
        new R18Determinism(),
    ];
}
