using System.Diagnostics;
using OverparamBounds.Faults.Audits;
using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>The process that holds the leader's lock is killed.</summary>
internal sealed class R03KillLeader : IFault
{
    private const double MostSeconds = 3;

    public string Id => "R3";

    public string Title => "kill -9 of the leader";

    public string PassCriterion => "another process leads within 3 s; results as in R1";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var kills = context.Kills(small: 5, full: 50);
        var sweep = GridSweep.Of(context.Trials(small: 5000, full: 30_000));
        var seconds = new List<double>();
        var run = await DisturbedSweep.RunAsync(context, sweep, context.Workers, DisturbAsync, cancellationToken);
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {context.Workers} workers, {run.Disturbed} leaders killed",
            run.Audit,
            [.. run.Broken(kills), .. context.IsTimed && seconds.Exists(time => time > MostSeconds) ? (string[])["A new leader took longer than it may."] : []],
            Recovery.Describe("new leader", [.. seconds.Order()]));

        async Task<int> DisturbAsync(Scene scene)
        {
            for (var kill = 0; kill < kills; kill++)
            {
                if (!await scene.ReachAsync(0.9 * kill * sweep.Trials / kills, cancellationToken))
                {
                    return kill;
                }

                WorkerProcess? leader = null;
                int? port = null;
                await Scene.UntilAsync(
                    async () =>
                    {
                        port = await scene.Queue.LeaderPortAsync(cancellationToken);
                        leader = port is { } open ? scene.Fleet.Workers.FirstOrDefault(worker => SocketOwner.Owns(worker.Id, open)) : null;
                        return leader is not null;
                    },
                    TimeSpan.FromSeconds(20),
                    cancellationToken);
                if (leader is null)
                {
                    throw new InvalidOperationException("Nobody led for 20 s.");
                }

                // Another must be there to follow, or it is measured how long a process takes to start.
                await Scene.UntilAsync(
                    async () => await scene.Queue.UpAsync(scene.Fleet.Workers.Select(worker => worker.Id), cancellationToken) >= 2, TimeSpan.FromSeconds(60), cancellationToken);
                var at = Stopwatch.GetTimestamp();
                await scene.Fleet.KillAsync(leader);
                await Scene.UntilAsync(
                    async () => await scene.Queue.LeaderPortAsync(cancellationToken) is { } next && next != port,
                    TimeSpan.FromSeconds(30),
                    cancellationToken);
                seconds.Add(Stopwatch.GetElapsedTime(at).TotalSeconds);
                scene.Fleet.Start();
            }

            return kills;
        }
    }
}
