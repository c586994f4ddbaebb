using System.Diagnostics;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Faults.Audits;
using OverparamBounds.Faults.Scenes;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Faults.Faults;

/// <summary>Workers are killed at random moments and replaced at once.</summary>
internal sealed class R01KillWorkers : IFault
{
    private const double MostRecoverySeconds = 5;

    public string Id => "R1";

    public string Title => "kill -9 of workers at random";

    public string PassCriterion => "lost, duplicated, wrong 0; re-executed at most kills × 64; the sweep finishes; recovery p99 ≤ 5 s";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var sweep = GridSweep.Of(context.Trials(small: 10_000, full: 100_000));
        var kills = context.Kills(small: 30, full: 200);
        await context.Reference.GetAsync(sweep, cancellationToken);
        await using var scene = await Scene.OpenAsync(context, cancellationToken);
        await scene.SubmitAsync(sweep, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        scene.Fleet.Start(context.Workers);
        var recovery = new Recovery(scene.Queue);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = recovery.RunAsync(watching.Token);
        var killing = new RandomKills(scene, recovery, FaultContext.Moments(Id));
        var killed = await killing.RunAsync(kills, sweep.Trials, cancellationToken);
        context.Say($"{killed} kills done after {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s");
        var finished = await scene.FinishAsync(TimeSpan.FromSeconds(60), cancellationToken) && await scene.IsAnsweredAsync(cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await watching.CancelAsync();
        await watch;
        await recovery.LookAsync(cancellationToken);
        foreach (var open in recovery.Open)
        {
            context.Say($"not taken up: {await scene.Queue.DescribeAsync(open, cancellationToken)}");
        }

        var audit = await scene.AuditAsync([sweep], cancellationToken);
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {context.Workers} workers, {killed} kills",
            audit,
            Broken(),
            Recovery.Describe("recovery", recovery.Seconds),
            Recovery.Describe("of it until the dead was noticed", recovery.Noticed),
            $"{audit.TrainedTwice} trained to the end twice",
            $"{seconds:0} s");

        IEnumerable<string> Broken()
        {
            if (!finished)
            {
                yield return "The sweep did not finish.";
            }

            if (killed < kills)
            {
                yield return $"Only {killed} kills of {kills} met the sweep at work.";
            }

            if (audit.ReExecuted > killed * BlockPlanner.MostTrials)
            {
                yield return $"{audit.ReExecuted} attempts were repeated, more than {killed} kills explain.";
            }

            if (recovery.Open.Count > 0)
            {
                yield return $"{recovery.Open.Count} blocks of killed workers were not taken up.";
            }

            if (context.IsTimed && Recovery.Quantile(recovery.Seconds, 0.99) > MostRecoverySeconds)
            {
                yield return "Recovery took longer than it may.";
            }
        }
    }
}

/// <summary>
/// Kills that come as a Poisson process in the sweep's progress, each then put off by up to half a second, so that they
/// neither depend on how fast the machine is nor follow the storing of results. The last worker that is up is spared until
/// another is, for otherwise it would be measured how long a process takes to start.
/// </summary>
internal sealed class RandomKills(Scene scene, Recovery? recovery, RandomSequence moments)
{
    /// <summary>The last kills shall find work left.</summary>
    private const double Share = 0.6;

    /// <returns>How many kills there were before the sweep had ended.</returns>
    public async Task<int> RunAsync(int kills, long trials, CancellationToken cancellationToken)
    {
        var next = 0.0;
        for (var killed = 0; killed < kills; killed++)
        {
            next -= Share * trials / kills * Math.Log(1 - moments.NextUniform());
            if (!await scene.ReachAsync(Math.Min(next, 0.8 * trials), cancellationToken))
            {
                return killed;
            }

            await Task.Delay(TimeSpan.FromSeconds(0.5 * moments.NextUniform()), cancellationToken);
            var fewest = Math.Min(2, scene.Fleet.Workers.Count);
            await Scene.UntilAsync(
                async () => await scene.Queue.UpAsync(scene.Fleet.Workers.Select(worker => worker.Id), cancellationToken) >= fewest, TimeSpan.FromSeconds(60), cancellationToken);
            await KillOneAsync(cancellationToken);
        }

        return kills;
    }

    private async Task KillOneAsync(CancellationToken cancellationToken)
    {
        var worker = scene.Fleet.Workers[moments.NextIndex(scene.Fleet.Workers.Count)];
        var at = Stopwatch.GetTimestamp();
        await scene.Fleet.KillAsync(worker);
        if (recovery is not null && await scene.Queue.HeldAsync(worker.Id, cancellationToken) is { } held)
        {
            recovery.Watch(held, at);
        }

        scene.Fleet.Start();
    }
}
