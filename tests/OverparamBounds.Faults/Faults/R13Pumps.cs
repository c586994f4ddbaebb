using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>Hangfire's tables get a thousand calls too many, lose all of them, and are emptied while it works.</summary>
internal sealed class R13Pumps : IFault
{
    private const string Excess =
        """
        WITH pump AS (
            INSERT INTO hangfire.job (statename, invocationdata, arguments, createdat)
            SELECT 'Enqueued', invocationdata, arguments, now()
            FROM (SELECT invocationdata, arguments FROM hangfire.job LIMIT 1) AS one, generate_series(1, 1000)
            RETURNING id)
        INSERT INTO hangfire.jobqueue (jobid, queue) SELECT id, 'cpu' FROM pump
        """;

    private const string Twice = "INSERT INTO hangfire.jobqueue (jobid, queue) SELECT jobid, queue FROM hangfire.jobqueue";
    private const string None = "DELETE FROM hangfire.jobqueue";

    private const string Empty =
        """
        DO $$
        DECLARE tables text;
        BEGIN
            SELECT string_agg(format('hangfire.%I', tablename), ', ') INTO tables
            FROM pg_tables WHERE schemaname = 'hangfire' AND tablename <> 'schema';
            EXECUTE 'TRUNCATE ' || tables || ' CASCADE';
        END $$
        """;

    public string Id => "R13";

    public string Title => "pumps doubled, lost and in excess";

    public string PassCriterion => "no effect on results; the sweep finishes; no worker ends";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var rounds = context.Kills(small: 8, full: 40);
        var sweep = GridSweep.Of(context.Trials(small: 8000, full: 40_000));
        var done = 0;
        var run = await DisturbedSweep.RunAsync(context, sweep, context.Workers, DisturbAsync, cancellationToken);
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {context.Workers} workers, {run.Disturbed} rounds of: 1000 extra calls, all doubled, all deleted, all tables truncated",
            run.Audit,
            [
                .. run.Broken(rounds),
                .. run.Fallen > 0 ? (string[])[$"{run.Fallen} workers ended."] : [],
                .. done < run.Disturbed ? (string[])[$"Only {done} of the statements took effect."] : [],
            ]);

        async Task<int> DisturbAsync(Scene scene)
        {
            for (var round = 0; round < rounds; round++)
            {
                if (!await scene.ReachAsync((0.8 * round * sweep.Trials / rounds) + 1, cancellationToken))
                {
                    return round;
                }

                string[] statements = [Excess, Twice, None, Empty];

                // It may be the one that a deadlock with Hangfire's own statements ends.
                var statement = statements[round % statements.Length];
                done += await Scene.UntilAsync(
                    () => scene.Queue.DoAsync(statement, cancellationToken), TimeSpan.FromSeconds(10), cancellationToken) ? 1 : 0;
            }

            return rounds;
        }
    }
}
