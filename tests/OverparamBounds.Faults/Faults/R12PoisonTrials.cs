using OverparamBounds.Core.Queue;
using OverparamBounds.Faults.Scenes;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Faults.Faults;

/// <summary>Some trials end their process, throw or never end, wherever they are run.</summary>
internal sealed class R12PoisonTrials : IFault
{
    /// <summary>A width and activation that XOR's sweep has, both of which are struck.</summary>
    private const int Width = 3;

    public string Id => "R12";

    public string Title => "poison trials";

    public string PassCriterion => "each is left alone after exactly 3 crashes of its own; all other trials have results; the sweep ends";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var sweep = GridSweep.Of(context.Trials(small: 2000, full: 10_000), steps: 1000);

        // A hang takes half a minute to be found out, five times.
        List<string> kinds = [.. Poison.Kinds.Where(kind => !context.IsSmall || kind != "hang")];
        List<int> seeds = [.. Enumerable.Range(0, kinds.Count).Select(number => (number + 1) * sweep.Seeds / (kinds.Count + 1))];
        var poison = string.Join(',', kinds.Zip(seeds, (kind, seed) => FormattableString.Invariant($"{Width}:{seed}={kind}")));
        var setting = new WorkerSetting
        {
            Environment = new Dictionary<string, string> { [Poison.Variable] = poison, ["DOTNET_DbgEnableMiniDump"] = "0" },
            Arguments = ["--block-time", "2s"],
        };
        await context.Reference.GetAsync(sweep, cancellationToken);
        await using var scene = await Scene.OpenAsync(context, cancellationToken);
        await scene.SubmitAsync(sweep, cancellationToken);
        for (var worker = 0; worker < context.Workers; worker++)
        {
            scene.Fleet.Start(setting);
        }

        var finished = await Scene.UntilAsync(
            async () =>
            {
                await scene.Fleet.ReplaceFallenAsync(setting);
                return await scene.Queue.ProgressAsync(cancellationToken) is { AtWork: 0 };
            },
            TimeSpan.FromMinutes(context.IsSmall ? 4 : 12),
            cancellationToken);
        var audit = await scene.AuditAsync([sweep], cancellationToken);
        var expected = 2 * kinds.Count;
        var alone = await scene.Queue.CountAsync($"SELECT count(*) FROM block WHERE state = 'quarantined' AND seed_count = 1 AND crashes = {QueueTimes.MostCrashes}", cancellationToken);
        var any = await scene.Queue.CountAsync("SELECT count(*) FROM block WHERE state = 'quarantined'", cancellationToken);
        var poisoned = await scene.Queue.CountAsync(
            $"""
            SELECT count(*) FROM block JOIN cell USING (cell_key)
            WHERE state = 'quarantined' AND width = {Width} AND first_seed IN ({string.Join(", ", seeds)})
            """, cancellationToken);
        var spared = audit with { Lost = audit.Lost - expected };
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {context.Workers} workers, {expected} poisoned ({string.Join(", ", kinds)})",
            spared,
            [
                .. finished ? (string[])[] : ["The sweep did not end."],
                .. (alone, any, poisoned) == (expected, expected, expected) ? (string[])[] : [$"{any} blocks were left alone, {alone} of them after {QueueTimes.MostCrashes} crashes, {poisoned} of them poisoned; expected {expected}."],
                .. spared.Lost < 0 ? (string[])["A poisoned trial has a result."] : [],
            ],
            $"{poisoned} left alone",
            $"{scene.Fleet.Fallen} workers fell");
    }
}
