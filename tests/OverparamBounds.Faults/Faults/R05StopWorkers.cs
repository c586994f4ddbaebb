using OverparamBounds.Core.Queue;
using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>Workers at work are stopped (SIGSTOP) until their leases are given to others, and let go on with what they hold.</summary>
internal sealed class R05StopWorkers : IFault
{
    private const double Seconds = QueueTimes.LeaseSeconds + 4;

    public string Id => "R5";

    public string Title => "workers stopped for longer than their lease";

    public string PassCriterion => "stale results are refused and counted; duplicated 0; no worker ends";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var atOnce = context.Workers;
        var pauses = context.Kills(small: 4, full: 100);
        var sweep = GridSweep.Of(context.Trials(small: 30_000, full: 200_000));
        var moments = FaultContext.Moments(Id);
        var run = await DisturbedSweep.RunAsync(context, sweep, atOnce + 1, DisturbAsync, cancellationToken);
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {atOnce + 1} workers, {run.Disturbed} pauses of {Seconds} s, {atOnce} at a time",
            run.Audit,
            [
                .. run.Broken(pauses),
                .. run.Audit.Refused == 0 ? (string[])["No stale result was offered: nothing was tried."] : [],
                .. run.Fallen > 0 ? (string[])[$"{run.Fallen} workers ended."] : [],
            ],
            $"{run.Audit.Refused} flushes refused");

        async Task<int> DisturbAsync(Scene scene)
        {
            var paused = 0;
            while (paused < pauses)
            {
                if (!await scene.ReachAsync(0.9 * paused * sweep.Trials / pauses, cancellationToken))
                {
                    return paused;
                }

                var stopped = new List<WorkerProcess>();
                foreach (var worker in scene.Fleet.Workers.OrderBy(_ => moments.NextWord()).Take(Math.Min(atOnce, pauses - paused)))
                {
                    // In the middle of a block, if it comes to one.
                    await Scene.UntilAsync(
                        async () => await scene.Queue.HeldAsync(worker.Id, cancellationToken) is not null, TimeSpan.FromSeconds(5), cancellationToken);
                    await worker.SignalAsync("STOP");
                    stopped.Add(worker);
                }

                await Task.Delay(TimeSpan.FromSeconds(Seconds), cancellationToken);
                foreach (var worker in stopped)
                {
                    await worker.SignalAsync("CONT");
                }

                paused += stopped.Count;
            }

            return paused;
        }
    }
}
