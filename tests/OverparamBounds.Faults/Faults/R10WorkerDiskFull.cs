using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>Workers log their attempts on a disk that fills up, or that cannot be written at all.</summary>
internal sealed class R10WorkerDiskFull : IFault
{
    private const int SmallKibibytes = 16;
    private const int LargeKibibytes = 64 * 1024;

    public string Id => "R10";

    public string Title => "disk full or read-only for a worker";

    public string PassCriterion => "the worker lives, says why, claims nothing and spoils no block; it works again once there is space; a read-only folder is refused at the start";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        if (!SmallDisk.CanBeMade)
        {
            return FaultVerdict.Skip("Only root can mount a small disk.");
        }

        var sweep = GridSweep.Of(context.Trials(small: 20_000, full: 100_000));
        var struck = Math.Max(1, context.Workers / 2);
        await using var disk = await SmallDisk.MountAsync(SmallKibibytes);
        await using var locked = await SmallDisk.MountAsync(SmallKibibytes, "ro");
        await context.Reference.GetAsync(sweep, cancellationToken);
        await using var scene = await Scene.OpenAsync(context, cancellationToken);
        await scene.SubmitAsync(sweep, cancellationToken);
        var barred = await scene.RunAsync(["worker", "--attempts", Path.Combine(locked.Path, "attempts")], cancellationToken);
        List<WorkerProcess> ailing = [.. Enumerable.Range(0, struck).Select(_ => scene.Fleet.Start(new WorkerSetting { Attempts = disk.Path }))];
        var stopped = await Scene.UntilAsync(() => Task.FromResult(ailing.TrueForAll(HasSaid)), TimeSpan.FromMinutes(2), cancellationToken);
        var held = await HeldAsync(scene, ailing, cancellationToken);
        scene.Fleet.Start(context.Workers - struck);
        await scene.ReachAsync(0.3 * sweep.Trials, cancellationToken);
        await disk.ResizeAsync(LargeKibibytes);
        var resumed = await Scene.UntilAsync(() => Task.FromResult(ailing.TrueForAll(Resumes)), TimeSpan.FromSeconds(30), cancellationToken);
        var finished = await scene.FinishAsync(TimeSpan.FromSeconds(60), cancellationToken);
        foreach (var log in Directory.EnumerateFiles(disk.Path))
        {
            File.Copy(log, Path.Combine(scene.Attempts, Path.GetFileName(log)));
        }

        var crashes = await scene.Queue.CountAsync("SELECT coalesce(sum(crashes), 0) FROM block", cancellationToken);
        var audit = await scene.AuditAsync([sweep], cancellationToken);
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {context.Workers} workers, {struck} of them on a disk of {SmallKibibytes} KiB, one on a read-only disk",
            audit,
            [
                .. finished ? (string[])[] : ["The sweep did not finish."],
                .. barred.ExitCode == 2 && barred.Errors.Contains("--attempts", StringComparison.Ordinal) ? (string[])[] : [$"On a read-only disk a worker ended with {barred.ExitCode}: {barred.Errors.Trim()}"],
                .. stopped ? (string[])[] : ["A worker did not say that its disk is full."],
                .. held == 0 ? (string[])[] : [$"Workers on a full disk held {held} blocks."],
                .. resumed ? (string[])[] : ["A worker did not go on when there was space."],
                .. crashes == 0 ? (string[])[] : [$"{crashes} crashes were counted of blocks that did nothing wrong."],
                .. scene.Fleet.Fallen > 0 ? (string[])[$"{scene.Fleet.Fallen} workers ended."] : [],
            ]);
    }

    private static bool HasSaid(WorkerProcess worker) => worker.Said.Any(line => line.Contains("attempts cannot be logged", StringComparison.Ordinal));

    private static bool Resumes(WorkerProcess worker) => worker.Said.Any(line => line.Contains("claimed again", StringComparison.Ordinal));

    private static async Task<int> HeldAsync(Scene scene, IReadOnlyList<WorkerProcess> workers, CancellationToken cancellationToken)
    {
        var held = 0;
        foreach (var worker in workers)
        {
            held += await scene.Queue.HeldAsync(worker.Id, cancellationToken) is null ? 0 : 1;
        }

        return held;
    }
}
