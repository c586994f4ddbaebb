using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Queue;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Jobs.Hosting;

/// <summary>Looks around twice a second if no other process does: takes blocks back from the dead, closes sweeps.</summary>
internal sealed class LeaderLoop(ILedger ledger, TimeProvider time, ILogger<LeaderLoop> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await LeadAsync(timer, stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // Whatever it was, the next round looks at everything anew; a process that works must not end for it.
                WorkerLog.NotLeading(log, problem.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Leads for as long as it can; returns at once where another leads.</summary>
    private async Task LeadAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        await using var leader = await ledger.Queue.TryLeadAsync(stoppingToken);
        if (leader is null)
        {
            return;
        }

        WorkerLog.Leads(log);
        do
        {
            FailPoint.Reach(FailPoint.Leading);
            var mended = await leader.ReconcileAsync(stoppingToken);
            if (mended != new Reconciliation(0, 0, 0, 0, 0))
            {
                WorkerLog.Reconciled(log, mended.Dead, mended.Reclaimed, mended.Split, mended.Quarantined, mended.Closed);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
