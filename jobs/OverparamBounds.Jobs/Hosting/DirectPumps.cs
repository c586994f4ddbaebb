using Microsoft.Extensions.Hosting;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Jobs.Hosting;

/// <summary>Pumps without a bell: every slot pumps all the time. What a worker does without Hangfire.</summary>
internal sealed class DirectPumps(Worker worker, WorkerOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Slots).Select(_ => Task.Run(() => PumpAsync(stoppingToken), stoppingToken)));

    private async Task PumpAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await worker.PumpAsync(stoppingToken);
            await Task.Delay(Pause, time, stoppingToken).ContinueWith(
                _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
