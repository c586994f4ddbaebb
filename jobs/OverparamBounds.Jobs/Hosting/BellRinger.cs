using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Jobs.Hosting;

/// <summary>
/// Rings the bell of this process as long as it has idle slots and the queue has work. It looks at the queue, not at
/// what was rung before, so it does not matter who rang or whether calls were lost.
/// </summary>
internal sealed class BellRinger(ILedger ledger, Worker worker, WorkerOptions options, IBell bell, TimeProvider time, ILogger<BellRinger> log)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await RingAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // Of the ledger or of Hangfire, which wraps what it meets: the next round looks at everything anew.
                WorkerLog.NotRinging(log, problem.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RingAsync(CancellationToken cancellationToken)
    {
        if (worker.Idle is var idle && idle == 0)
        {
            return;
        }

        var depth = await ledger.Queue.DepthAsync(options.DeviceClass, cancellationToken);
        if (depth.Ready > 0)
        {
            var waiting = await bell.WaitingAsync(cancellationToken);
            await bell.RingAsync(Math.Min(idle, depth.Ready) - waiting, cancellationToken);
        }
    }
}
