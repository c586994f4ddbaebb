using System.Diagnostics;
using System.Globalization;
using OverparamBounds.Faults.Audits;
using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>The server stops as in a crash, stays away for a while and comes back.</summary>
internal sealed class R06RestartPostgres : IFault
{
    private const double MostSeconds = 10;

    public string Id => "R6";

    public string Title => "immediate restart of Postgres";

    public string PassCriterion => "lost, duplicated, wrong 0; every worker is back ≤ 10 s after the server; no worker ends";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var restarts = context.Kills(small: 3, full: 20);
        var longest = context.IsSmall ? 6.0 : 60.0;
        var sweep = GridSweep.Of(context.Trials(small: 10_000, full: 50_000));
        var moments = FaultContext.Moments(Id);
        var back = new List<double>();
        var run = await DisturbedSweep.RunAsync(context, sweep, context.Workers, DisturbAsync, cancellationToken);
        return FaultVerdict.Judge(
            string.Create(CultureInfo.InvariantCulture, $"{sweep.Trials} trials, {context.Workers} workers, {run.Disturbed} restarts, 1 to {longest:0} s away"),
            run.Audit,
            [
                .. run.Broken(restarts),
                .. run.Fallen > 0 ? (string[])[$"{run.Fallen} workers ended."] : [],
                .. context.IsTimed && back.Exists(time => time > MostSeconds) ? (string[])["A worker came back later than it may."] : [],
            ],
            Recovery.Describe("all workers back", [.. back.Order()]),
            $"{run.Audit.Refused} flushes refused");

        async Task<int> DisturbAsync(Scene scene)
        {
            for (var restart = 0; restart < restarts; restart++)
            {
                if (!await scene.ReachAsync(0.8 * (restart + 0.5) * sweep.Trials / restarts, cancellationToken))
                {
                    return restart;
                }

                await context.Cluster.StopAsync();
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(longest, moments.NextUniform())), cancellationToken);
                await context.Cluster.StartAgainAsync();
                var at = Stopwatch.GetTimestamp();
                var isBack = await Scene.UntilAsync(
                    async () => await scene.Queue.CountAsync(
                        "SELECT count(*) FROM worker WHERE is_alive AND last_seen > pg_postmaster_start_time()", cancellationToken) >= context.Workers,
                    TimeSpan.FromSeconds(60),
                    cancellationToken);
                back.Add(isBack ? Stopwatch.GetElapsedTime(at).TotalSeconds : double.PositiveInfinity);
            }

            return restarts;
        }
    }
}
