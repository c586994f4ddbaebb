using Microsoft.Extensions.Hosting;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Jobs.Hosting;

/// <summary>Keeps the worker registered for as long as its process is up. Every slot looks for work at once; later the bell calls.</summary>
internal sealed class WorkerLoop(Worker worker, WorkerOptions options) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
    [
        worker.RunAsync(stoppingToken),
        .. Enumerable.Range(0, options.Slots).Select(_ => Task.Run(() => worker.PumpAsync(stoppingToken), CancellationToken.None)),
    ]);
}
