using System.Diagnostics;
using OverparamBounds.Faults.Scenes;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Faults.Faults;

/// <summary>Whoever hands a sweep in is killed, at the fail point after the transaction and at random moments of it.</summary>
internal sealed class R02KillSubmitter : IFault
{
    private const int KillsPerSweep = 3;

    public string Id => "R2";

    public string Title => "kill -9 of the submitter";

    public string PassCriterion => "no half sweep is ever visible; submitted again, all sweeps finish";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var count = Math.Max(1, context.Kills(small: 9, full: 50) / KillsPerSweep);
        var shape = GridSweep.Of(context.Trials(small: 500, full: 2000), steps: 1000);
        List<GridSweep> sweeps = [.. Enumerable.Range(0, count).Select(number => shape with { Name = $"Sweep {number}", Ladder = number })];
        var moments = FaultContext.Moments(Id);
        await using var scene = await Scene.OpenAsync(context, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await scene.SubmitAsync(shape with { Name = "Undisturbed", Ladder = count }, cancellationToken);
        var usual = Stopwatch.GetElapsedTime(began);
        sweeps.Add(shape with { Name = "Undisturbed", Ladder = count });
        var (half, whole, none) = (0, 0, 0);
        foreach (var sweep in sweeps.SkipLast(1))
        {
            for (var kill = 0; kill < KillsPerSweep; kill++)
            {
                await SubmitAndKillAsync(scene, sweep, kill == KillsPerSweep - 1 ? null : usual * moments.NextUniform(), cancellationToken);
                var known = await scene.Queue.CountAsync($"SELECT count(*) FROM sweep WHERE name = '{sweep.Name}'", cancellationToken);
                var trials = await scene.Queue.CountAsync(
                    $"""
                    SELECT coalesce(sum(seed_count), 0)
                    FROM block JOIN question USING (question_key) JOIN curve USING (curve_key)
                    WHERE curve.seed = {sweep.Ladder}
                    """, cancellationToken);
                none += (known, trials) is (0, 0) ? 1 : 0;
                whole += known == 1 && trials == sweep.Trials ? 1 : 0;
                half += (known, trials) is (0, 0) || (known == 1 && trials == sweep.Trials) ? 0 : 1;
            }

            await scene.SubmitAsync(sweep, cancellationToken);
        }

        scene.Fleet.Start(context.Workers);
        var finished = await scene.FinishAsync(TimeSpan.FromSeconds(60), cancellationToken);
        var audit = await scene.AuditAsync(sweeps, cancellationToken);
        return FaultVerdict.Judge(
            $"{sweeps.Count} sweeps of {shape.Trials} trials, {half + whole + none} kills",
            audit,
            Broken(),
            $"after the kill: {none} times no sweep, {whole} times all of it, {half} times a half");

        IEnumerable<string> Broken()
        {
            if (half > 0)
            {
                yield return "Half a sweep was visible.";
            }

            if (!finished)
            {
                yield return "Not every sweep finished.";
            }
        }
    }

    /// <param name="after">When it is killed; null for the fail point.</param>
    private static async Task SubmitAndKillAsync(Scene scene, GridSweep sweep, TimeSpan? after, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>();
        if (after is null)
        {
            environment[FailPoint.Variable] = $"{FailPoint.Submitted}@1";
        }

        using var process = OverparamProgram.Start(scene.Folder, environment, ["sweep", "submit", scene.Write(sweep), "--db", scene.Url]);
        if (after is { } moment)
        {
            await Task.Delay(moment, cancellationToken);
            process.Kill();
        }

        await process.WaitForExitAsync(cancellationToken);

        // The server may be at the end of a transaction whose client is gone.
        await Scene.UntilAsync(
            async () => await scene.Queue.CountAsync("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'overparam' AND datname = current_database()", cancellationToken) == 0,
            TimeSpan.FromSeconds(10),
            cancellationToken);
    }
}
