using Microsoft.Extensions.Hosting;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Jobs.Hosting;

/// <summary>Keeps the worker registered for as long as its process is up.</summary>
internal sealed class WorkerLoop(Worker worker) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => worker.RunAsync(stoppingToken);
}
