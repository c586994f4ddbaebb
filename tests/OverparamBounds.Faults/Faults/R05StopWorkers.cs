using OverparamBounds.Core.Queue;
using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>Workers at work are stopped (SIGSTOP) until their leases are given to others, and let go on with what they hold.</summary>
internal sealed class R05StopWorkers : IFault
{
    private const double Seconds = QueueTimes.LeaseSeconds + 4;

    public string Id => "R5";

    public string Title => "workers stopped for longer than their lease";

    public string PassCriterion => "leases of stopped workers go to others; what they do about them afterwards is dropped or refused; duplicated 0; no worker ends";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var atOnce = context.Workers;
        var pauses = context.Kills(small: 4, full: 100);
        var sweep = GridSweep.Of(context.Trials(small: 30_000, full: 200_000));
        var moments = FaultContext.Moments(Id);
        var (held, lost) = (0, 0);
        var run = await DisturbedSweep.RunAsync(context, sweep, atOnce + 1, DisturbAsync, cancellationToken);
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {atOnce + 1} workers, {run.Disturbed} pauses of {Seconds} s, {atOnce} at a time",
            run.Audit,
            [
                .. run.Broken(pauses),
                .. held < pauses / 2 ? (string[])[$"Only {held} workers were stopped in the middle of a block."] : [],
                .. lost < held ? (string[])[$"{held - lost} leases of stopped workers were not given to others."] : [],
                .. run.Fallen > 0 ? (string[])[$"{run.Fallen} workers ended."] : [],
            ],
            $"{held} stopped in the middle of a block, {lost} leases given to others",
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

                var stopped = new Dictionary<WorkerProcess, HeldLease?>();
                foreach (var worker in scene.Fleet.Workers.OrderBy(_ => moments.NextWord()).Take(Math.Min(atOnce, pauses - paused)))
                {
                    stopped[worker] = await StopAsync(scene, worker, cancellationToken);
                }

                await Task.Delay(TimeSpan.FromSeconds(Seconds), cancellationToken);
                foreach (var (worker, lease) in stopped)
                {
                    held += lease is null ? 0 : 1;
                    lost += lease is not null && await scene.Queue.IsFreedAsync(lease, cancellationToken) ? 1 : 0;
                    await worker.SignalAsync("CONT");
                }

                paused += stopped.Count;
            }

            return paused;
        }
    }

    /// <summary>Stops it in the middle of a block, if it can be met in one.</summary>
    /// <returns>What it holds.</returns>
    private static async Task<HeldLease?> StopAsync(Scene scene, WorkerProcess worker, CancellationToken cancellationToken)
    {
        const int Attempts = 20;
        for (var attempt = 1; ; attempt++)
        {
            await Scene.UntilAsync(
                async () => await scene.Queue.HeldAsync(worker.Id, cancellationToken) is not null, TimeSpan.FromSeconds(1), cancellationToken);
            await worker.SignalAsync("STOP");
            if (await scene.Queue.HeldAsync(worker.Id, cancellationToken) is { } held)
            {
                return held;
            }

            if (attempt == Attempts)
            {
                return null;
            }

            await worker.SignalAsync("CONT");
        }
    }
}
