using System.Globalization;
using OverparamBounds.Faults.Scenes;
using OverparamBounds.Testing;

namespace OverparamBounds.Faults.Faults;

/// <summary>The disk of the server is filled to the brim while workers store results, and emptied after a while.</summary>
internal sealed class R09PostgresDiskFull : IFault
{
    /// <summary>A fresh server takes about 60 MiB, and 48 MiB of logs on top.</summary>
    private const int DiskKibibytes = 256 * 1024;

    /// <summary>Longer than workers wait before they drop their work.</summary>
    private const double FullSeconds = 20;

    public string Id => "R9";

    public string Title => "disk full for Postgres";

    public string PassCriterion => "a sweep handed in meanwhile is refused with the reason, and is not there; no worker ends; all goes on once there is space";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        if (!SmallDisk.CanBeMade)
        {
            return FaultVerdict.Skip("Only root can mount a small disk.");
        }

        var times = context.Kills(small: 2, full: 10);
        var sweep = GridSweep.Of(context.Trials(small: 20_000, full: 100_000));
        await using var disk = await SmallDisk.MountAsync(DiskKibibytes);
        await using var cluster = new PostgresCluster { Place = disk.Path, Settings = ["max_wal_size=48MB", "min_wal_size=32MB", "max_connections=100"] };
        var (accepted, refused, unclear, restarts, said) = (0, 0, 0, 0, 0);
        var run = await DisturbedSweep.RunAsync(context.With(cluster), sweep, context.Workers, DisturbAsync, cancellationToken);
        return FaultVerdict.Judge(
            string.Create(CultureInfo.InvariantCulture, $"{sweep.Trials} trials, {context.Workers} workers, full {run.Disturbed} times for {FullSeconds:0} s"),
            run.Audit,
            [
                .. run.Broken(times),
                .. run.Fallen > 0 ? (string[])[$"{run.Fallen} workers ended."] : [],
                .. accepted > 0 ? (string[])[$"{accepted} sweeps were accepted on a full disk."] : [],
                .. unclear > 0 ? (string[])[$"{unclear} refusals do not say that the disk is full or the server gone."] : [],
                .. said == 0 ? (string[])["No worker said that results cannot be stored."] : [],
            ],
            $"{refused} sweeps refused",
            $"{said} workers said so",
            $"the server gave up {restarts} times and was started again");

        async Task<int> DisturbAsync(Scene scene)
        {
            var large = scene.Write(GridSweep.Of(2_000_000) with { Name = "Too large", Ladder = 1 });
            for (var time = 0; time < times; time++)
            {
                if (!await scene.ReachAsync(0.8 * (time + 0.5) * sweep.Trials / times, cancellationToken))
                {
                    return time;
                }

                disk.Fill();
                var submitted = await scene.RunAsync(["sweep", "submit", large], cancellationToken);
                var isRefused = submitted.ExitCode != 0;
                refused += isRefused ? 1 : 0;
                unclear += isRefused && !IsClear(submitted.Errors) ? 1 : 0;
                await Task.Delay(TimeSpan.FromSeconds(FullSeconds), cancellationToken);
                disk.Empty();
                if (!await cluster.IsUpAsync())
                {
                    restarts++;
                    await cluster.StartAgainAsync();
                }

                await Scene.UntilAsync(
                    async () => await scene.Queue.CountAsync("SELECT 1", cancellationToken) == 1, TimeSpan.FromSeconds(30), cancellationToken);
                accepted += (int)(await scene.Queue.CountAsync("SELECT count(*) FROM sweep WHERE name = 'Too large'", cancellationToken) ?? 0);
            }

            said = scene.Fleet.Workers.Count(worker => worker.Said.Any(line => line.Contains("cannot be stored yet", StringComparison.Ordinal)));
            return times;
        }
    }

    private static bool IsClear(string errors) =>
        errors.Contains("disk is full", StringComparison.Ordinal)
        || errors.Contains("does not answer", StringComparison.Ordinal)
        || errors.Contains("gave up", StringComparison.Ordinal)
        || errors.Contains("no server answers", StringComparison.Ordinal);
}
