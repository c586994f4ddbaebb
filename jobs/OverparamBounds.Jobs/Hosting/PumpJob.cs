using Hangfire;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Jobs.Hosting;

/// <summary>The one Hangfire job: works for a while. It carries nothing, so that a call too many or too few does no harm.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
public sealed class PumpJob(Worker worker)
{
    public Task RunAsync(CancellationToken cancellationToken) => worker.PumpAsync(cancellationToken);
}
