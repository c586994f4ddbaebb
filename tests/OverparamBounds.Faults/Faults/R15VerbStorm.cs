using System.Diagnostics;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Faults.Audits;
using OverparamBounds.Faults.Scenes;
using OverparamBounds.Storage;

namespace OverparamBounds.Faults.Faults;

/// <summary>Random commands from two sides at once to a sweep at work.</summary>
internal sealed class R15VerbStorm : IFault
{
    private const double MostCancelSeconds = 3;

    public string Id => "R15";

    public string Title => "storm of verbs";

    public string PassCriterion => "no undefined state; a cancel is felt ≤ 3 s; run to its end afterwards, the sweep is complete";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var verbs = context.Kills(small: 200, full: 1000);
        var sweep = GridSweep.Of(context.Trials(small: 5000, full: 10_000));
        var cancels = new List<double>();
        var (accepted, refused) = (0, 0);
        var broken = new List<string>();
        await using var scene = await Scene.OpenAsync(context, cancellationToken);
        await scene.SubmitAsync(sweep, cancellationToken);
        scene.Fleet.Start(context.Workers);
        await using var ledger = await StorageBackend.OpenAsync(scene.Url, OpenMode.Existing, TimeProvider.System, cancellationToken);
        var id = (await ledger.Queue.SweepsAsync(cancellationToken)).Single().Id;
        await Task.WhenAll(StormAsync("left"), StormAsync("right"));
        await CalmAsync(ledger, id, cancellationToken);
        var finished = await scene.FinishAsync(TimeSpan.FromSeconds(60), cancellationToken);
        var last = (await ledger.Queue.SweepsAsync(cancellationToken)).Single().State;
        if (!finished || last != SweepState.Finished)
        {
            broken.Add($"At the end the sweep was {last}.");
        }

        if (context.IsTimed && cancels.Exists(seconds => seconds > MostCancelSeconds))
        {
            broken.Add("A cancel was felt later than it may.");
        }

        var audit = await scene.AuditAsync([sweep], cancellationToken);
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {context.Workers} workers, {accepted + refused} verbs from two sides",
            audit,
            broken,
            $"{accepted} accepted, {refused} refused with a reason",
            Recovery.Describe("cancel felt after", [.. cancels.Order()]));

        async Task StormAsync(string side)
        {
            var moments = FaultContext.Moments($"{Id} {side}");
            for (var verb = 0; verb < verbs / 2; verb++)
            {
                await Task.Delay(TimeSpan.FromSeconds(0.1 * moments.NextUniform()), cancellationToken);
                try
                {
                    await GiveAsync(moments);
                    accepted++;
                }
                catch (RequestException)
                {
                    refused++;
                }
            }
        }

        async Task GiveAsync(RandomSequence moments)
        {
            var choice = moments.NextIndex(7);
            if (choice == 5)
            {
                await ledger.Queue.PrioritiseAsync(id, moments.NextIndex(201) - 100, cancellationToken);
                return;
            }

            // Cancelling is rare, or little else would happen.
            var command = choice == 6 ? SweepCommand.Retry : (SweepCommand)choice;
            if (command == SweepCommand.Cancel && moments.NextIndex(3) > 0)
            {
                command = SweepCommand.Resume;
            }

            var after = await ledger.Queue.ChangeAsync(id, command, cancellationToken);
            if (command == SweepCommand.Cancel)
            {
                await FeelCancelAsync(after.State);
            }
        }

        async Task FeelCancelAsync(SweepState state)
        {
            if (state != SweepState.Cancelled)
            {
                broken.Add($"A cancelled sweep was {state}.");
            }

            // The other side may set it going again meanwhile, which ends the measurement.
            var began = Stopwatch.GetTimestamp();
            var again = false;
            await Scene.UntilAsync(
                async () =>
                {
                    var now = (await ledger.Queue.SweepsAsync(cancellationToken)).Single();
                    again = now.State != SweepState.Cancelled;
                    return again || now.Running == 0;
                },
                TimeSpan.FromSeconds(10),
                cancellationToken);
            if (!again)
            {
                cancels.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            }
        }
    }

    /// <summary>Sets the sweep going, whatever it was told before.</summary>
    private static async Task CalmAsync(ILedger ledger, Core.Trials.SweepId id, CancellationToken cancellationToken)
    {
        var moved = await Scene.UntilAsync(
            async () =>
            {
                var state = (await ledger.Queue.SweepsAsync(cancellationToken)).Single().State;
                var command = SweepCommands.Open(state).Where(open => open is SweepCommand.Resume or SweepCommand.Retry).ToList();
                if (command is [var next, ..])
                {
                    await ledger.Queue.ChangeAsync(id, next, cancellationToken);
                    return true;
                }

                return state is SweepState.Running or SweepState.Finished;
            },
            TimeSpan.FromSeconds(60),
            cancellationToken);
        if (!moved)
        {
            throw new InvalidOperationException("The sweep could not be set going again.");
        }
    }
}
