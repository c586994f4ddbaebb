using Hangfire;

namespace OverparamBounds.Jobs.Hosting;

/// <summary>Hangfire as the bell: a call is a job in the queue of a device class.</summary>
internal sealed class HangfireBell(JobStorage storage, string deviceClass) : IBell
{
    private readonly BackgroundJobClient _client = new(storage);

    public Task<int> WaitingAsync(CancellationToken cancellationToken) =>
        Task.FromResult((int)storage.GetMonitoringApi().EnqueuedCount(deviceClass));

    public Task RingAsync(int pumps, CancellationToken cancellationToken)
    {
        for (var pump = 0; pump < pumps; pump++)
        {
            _client.Enqueue<PumpJob>(deviceClass, job => job.RunAsync(CancellationToken.None));
        }

        return Task.CompletedTask;
    }
}
