using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>The server ends connections: one at random, and every fifth time all of them.</summary>
internal sealed class R07TerminateBackends : IFault
{
    public string Id => "R7";

    public string Title => "backends terminated";

    public string PassCriterion => "lost, duplicated, wrong 0; no worker ends; the sweep finishes";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var rounds = context.Kills(small: 20, full: 200);
        var sweep = GridSweep.Of(context.Trials(small: 10_000, full: 50_000));
        var moments = FaultContext.Moments(Id);
        var run = await DisturbedSweep.RunAsync(context, sweep, context.Workers, DisturbAsync, cancellationToken);
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {context.Workers} workers, {run.Disturbed} rounds, a fifth of them ending all connections",
            run.Audit,
            [.. run.Broken(rounds), .. run.Fallen > 0 ? (string[])[$"{run.Fallen} workers ended."] : []],
            $"{run.Audit.Refused} flushes refused");

        async Task<int> DisturbAsync(Scene scene)
        {
            for (var round = 0; round < rounds; round++)
            {
                if (!await scene.ReachAsync(0.9 * round * sweep.Trials / rounds, cancellationToken))
                {
                    return round;
                }

                await Task.Delay(TimeSpan.FromSeconds(0.3 * moments.NextUniform()), cancellationToken);
                await scene.Queue.DoAsync(
                    $"""
                    SELECT pg_terminate_backend(pid)
                    FROM (
                        SELECT pid FROM pg_stat_activity
                        WHERE datname = current_database() AND application_name LIKE 'overparam%' AND application_name <> 'overparam faults'
                        ORDER BY random()
                        LIMIT {(round % 5 == 4 ? 1000 : 1)}) AS doomed
                    """,
                    cancellationToken);
            }

            return rounds;
        }
    }
}
