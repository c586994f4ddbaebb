using System.Globalization;
using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>Half of the workers reach the database through a relay that swallows, delays or resets.</summary>
internal sealed class R08CutNetwork : IFault
{
    /// <summary>Trainings that do not fit take long, so that the sweep outlasts the cuts.</summary>
    private const int Steps = 200_000;

    public string Id => "R8";

    public string Title => "network cut between worker and database (TCP relay)";

    public string PassCriterion => "workers cut off for longer than 15 s stop by themselves; lost, duplicated, wrong 0; no worker ends";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var cuts = context.Kills(small: 3, full: 50);
        var sweep = GridSweep.Of(context.Trials(small: 30_000, full: 400_000), Steps);
        var moments = FaultContext.Moments(Id);
        var (longCuts, fences) = (0, 0);
        var run = await DisturbedSweep.RunAsync(context, sweep, Math.Max(1, context.Workers / 2), DisturbAsync, cancellationToken);
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {context.Workers} workers, half of them behind a relay, {run.Disturbed} cuts of 5 to 30 s: swallowed, delayed, reset",
            run.Audit,
            [
                .. run.Broken(cuts),
                .. run.Fallen > 0 ? (string[])[$"{run.Fallen} workers ended."] : [],
            ],
            string.Create(CultureInfo.InvariantCulture, $"{longCuts} cuts longer than the self-fence with a block in hand, {fences} self-fences logged"),
            $"{run.Audit.Refused} flushes refused");

        async Task<int> DisturbAsync(Scene scene)
        {
            var place = new UriBuilder(scene.Url);
            await using var relay = new TcpRelay(place.Port);
            place.Port = relay.Port;
            List<WorkerProcess> behind = [];
            for (var worker = 0; worker < Math.Max(1, context.Workers / 2); worker++)
            {
                behind.Add(scene.Fleet.Start(new WorkerSetting { Url = place.Uri.AbsoluteUri }));
            }

            await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
            var cut = 0;
            for (; cut < cuts && await scene.ReachAsync(0.7 * cut * sweep.Trials / cuts, cancellationToken); cut++)
            {
                await Scene.UntilAsync(
                    async () => await scene.Queue.HeldAsync(behind[0].Id, cancellationToken) is not null, TimeSpan.FromSeconds(10), cancellationToken);
                relay.Switch((RelayMode)(1 + ((cut + 1) % 3)));
                var seconds = cut == 0 ? 25 : 5 * Math.Pow(6, moments.NextUniform());
                longCuts += (cut + 1) % 3 == 1 && seconds > 17 ? 1 : 0;
                await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
                relay.Switch(RelayMode.Pass);
                await Task.Delay(TimeSpan.FromSeconds(3), cancellationToken);
            }

            fences = behind.Sum(worker => worker.Said.Count(line => line.Contains("all work is dropped", StringComparison.Ordinal)));

            // Without the relay they cannot reach it any more.
            foreach (var worker in behind)
            {
                await scene.Fleet.KillAsync(worker);
            }

            return cut;
        }
    }
}
