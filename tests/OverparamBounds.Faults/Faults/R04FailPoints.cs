using OverparamBounds.Faults.Audits;
using OverparamBounds.Faults.Scenes;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Faults.Faults;

/// <summary>A worker dies at a place that is named, between two steps that belong together; another goes on.</summary>
internal sealed class R04FailPoints : IFault
{
    public string Id => "R4";

    public string Title => "crash at each fail point";

    public string PassCriterion => "the worker dies at every place it was told to; results as in R1";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var repetitions = context.Kills(small: 1, full: 20);
        var sweep = GridSweep.Of(context.Trials(small: 320, full: 640), steps: 1000);
        List<string> places = [.. FailPoint.All.Where(place => place != FailPoint.Submitted)];
        var moments = FaultContext.Moments(Id);
        var total = new Audit(0, 0, 0, 0, 0, 0, 0);
        var broken = new List<string>();
        var deaths = 0;
        foreach (var place in places)
        {
            for (var repetition = 0; repetition < repetitions; repetition++)
            {
                await using var scene = await Scene.OpenAsync(context, cancellationToken);
                await scene.SubmitAsync(sweep, cancellationToken);

                // Two questions of five cells make two decisions; every other place is passed more often.
                var visit = place is FailPoint.Deciding or FailPoint.Decided ? 1 + moments.NextIndex(2) : 1 + moments.NextIndex(5);
                var doomed = scene.Fleet.Start(new WorkerSetting { Environment = new Dictionary<string, string> { [FailPoint.Variable] = $"{place}@{visit}" } });
                if (await Scene.UntilAsync(() => Task.FromResult(doomed.HasExited), TimeSpan.FromSeconds(60), cancellationToken))
                {
                    deaths++;
                }
                else
                {
                    broken.Add($"{place}@{visit} was not reached.");
                }

                await scene.Fleet.KillAsync(doomed);
                scene.Fleet.Start();
                if (!await scene.FinishAsync(TimeSpan.FromSeconds(60), cancellationToken))
                {
                    broken.Add($"After {place}@{visit} the sweep did not finish.");
                }

                var audit = await scene.AuditAsync([sweep], cancellationToken);
                total = total.Plus(audit);
            }

            context.Say($"{Id}: {place} done, {deaths} deaths so far");
        }

        return FaultVerdict.Judge(
            $"{places.Count} places × {repetitions}, {sweep.Trials} trials each, one worker after another",
            total,
            broken,
            $"{deaths} deaths at the place that was named",
            $"{total.TrainedTwice} trained to the end twice");
    }
}
