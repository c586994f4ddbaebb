using OverparamBounds.Faults.Audits;
using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>One sweep with 1, 2 and 8 workers, each time with kills.</summary>
internal sealed class R18Determinism : IFault
{
    public string Id => "R18";

    public string Title => "determinism with 1, 2 and 8 workers";

    public string PassCriterion => "every digest is that of the serial reference";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var kills = context.Kills(small: 4, full: 30);
        var sweep = GridSweep.Of(context.Trials(small: 3000, full: 10_000));
        var total = new Audit(0, 0, 0, 0, 0, 0, 0);
        var broken = new List<string>();
        foreach (var workers in (int[])[1, 2, 8])
        {
            var run = await DisturbedSweep.RunAsync(
                context,
                sweep,
                workers,
                scene => new RandomKills(scene, recovery: null, FaultContext.Moments($"{Id} {workers}")).RunAsync(kills, sweep.Trials, cancellationToken),
                cancellationToken);
            total = total.Plus(run.Audit);
            broken.AddRange(run.Broken(kills));
            context.Say($"{Id}: {workers} workers done in {run.Seconds:0} s");
        }

        return FaultVerdict.Judge($"3 × {sweep.Trials} trials, 1, 2 and 8 workers, {kills} kills each", total, broken);
    }
}
