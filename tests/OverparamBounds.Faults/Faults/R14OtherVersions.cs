using System.Diagnostics;
using OverparamBounds.Faults.Audits;
using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>A newer program migrates the ledger while workers of this one are at work, and is taken back after a while.</summary>
/// <remarks>That ledgers of every older schema are brought up to date with all they hold is a test of the storage.</remarks>
internal sealed class R14OtherVersions : IFault
{
    private const double MostSeconds = 5;

    public string Id => "R14";

    public string Title => "schema of another version";

    public string PassCriterion => "workers of the older program claim nothing more, say why, and live; a further one is refused at the start; taken back, all goes on";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var times = context.Kills(small: 2, full: 10);
        var sweep = GridSweep.Of(context.Trials(small: 20_000, full: 50_000));
        var (refused, late, reads, crashes) = (0, 0, 0, 0L);
        var stopping = new List<double>();
        var run = await DisturbedSweep.RunAsync(context, sweep, context.Workers, DisturbAsync, cancellationToken);
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {context.Workers} workers, {run.Disturbed} upgrades and ways back",
            run.Audit,
            [
                .. run.Broken(times),
                .. run.Fallen > 0 ? (string[])[$"{run.Fallen} workers ended."] : [],
                .. refused < times ? (string[])[$"Only {refused} of {times} workers were refused at the start."] : [],
                .. late > 0 ? (string[])[$"{late} times a block was claimed long after the upgrade."] : [],
                .. reads < times ? (string[])[$"Only {reads} of {times} readings by SQL were answered during the upgrade."] : [],
                .. run.Audit.ReExecuted + crashes > 0 ? (string[])[$"{run.Audit.ReExecuted} attempts were repeated, {crashes} crashes counted."] : [],
                .. context.IsTimed && stopping.Exists(seconds => seconds > MostSeconds) ? (string[])["Workers went on longer than they may."] : [],
            ],
            Recovery.Describe("no block held any more", [.. stopping.Order()]));

        async Task<int> DisturbAsync(Scene scene)
        {
            for (var time = 0; time < times; time++)
            {
                if (!await scene.ReachAsync(0.8 * (time + 0.5) * sweep.Trials / times, cancellationToken))
                {
                    return time;
                }

                await scene.Queue.DoAsync("INSERT INTO schema_version (scriptname, applied) VALUES ('postgres/9999_of_the_future.sql', now())", cancellationToken);
                var at = Stopwatch.GetTimestamp();
                var isIdle = await Scene.UntilAsync(
                    async () => await scene.Queue.CountAsync("SELECT count(*) FROM block WHERE state = 'leased'", cancellationToken) == 0
                        && scene.Fleet.Workers.All(worker => worker.Said.Count(line => line.Contains("newer overparam", StringComparison.Ordinal)) > time),
                    TimeSpan.FromSeconds(60),
                    cancellationToken);
                stopping.Add(isIdle ? Stopwatch.GetElapsedTime(at).TotalSeconds : double.PositiveInfinity);
                var further = await scene.RunAsync(["worker"], cancellationToken);
                refused += further.ExitCode == 2 && further.Errors.Contains("newer overparam", StringComparison.Ordinal) ? 1 : 0;
                await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
                late += await scene.Queue.CountAsync("SELECT count(*) FROM block WHERE claimed_at > clock_timestamp() - interval '2 seconds'", cancellationToken) > 0 ? 1 : 0;
                reads += await scene.Queue.CountAsync("SELECT count(*) FROM cell_success", cancellationToken) > 0 ? 1 : 0;
                await scene.Queue.DoAsync("DELETE FROM schema_version WHERE scriptname = 'postgres/9999_of_the_future.sql'", cancellationToken);
            }

            crashes = await scene.Queue.CountAsync("SELECT coalesce(sum(crashes), 0) FROM block", cancellationToken) ?? 0;
            return times;
        }
    }
}
