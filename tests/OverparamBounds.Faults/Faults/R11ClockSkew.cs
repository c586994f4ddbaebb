using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>Workers whose clocks are an hour or a day off, and one whose clock jumps back and forth, by libfaketime.</summary>
internal sealed class R11ClockSkew : IFault
{
    private static readonly IReadOnlyList<string> Skews = ["-1h", "+1h", "-1d", "+1d"];

    public string Id => "R11";

    public string Title => "clock skew";

    public string PassCriterion => "no lease is stolen, no worker given up: nothing refused, nothing repeated; results as ever";

    private static string? Library { get; } = Directory.Exists("/usr/lib")
        ? Directory.EnumerateFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).FirstOrDefault()
        : null;

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        if (Library is not { } library)
        {
            return FaultVerdict.Skip("libfaketime is not installed: 'apt-get install faketime'.");
        }

        var jumps = context.Kills(small: 6, full: 60);
        var sweep = GridSweep.Of(context.Trials(small: 20_000, full: 100_000));
        var moments = FaultContext.Moments(Id);
        var off = 0;
        var run = await DisturbedSweep.RunAsync(context, sweep, workers: 0, DisturbAsync, cancellationToken);
        return FaultVerdict.Judge(
            $"{sweep.Trials} trials, {Skews.Count} workers {string.Join(", ", Skews)} off, one whose clock jumps {run.Disturbed} times, one that goes right",
            run.Audit,
            [
                .. run.Broken(jumps),
                .. run.Fallen > 0 ? (string[])[$"{run.Fallen} workers ended."] : [],
                .. run.Audit.Refused + run.Audit.ReExecuted > 0 ? (string[])[$"{run.Audit.Refused} flushes were refused, {run.Audit.ReExecuted} attempts repeated."] : [],
                .. off < Skews.Count ? (string[])[$"Only {off} clocks of {Skews.Count} were off: nothing was tried."] : [],
            ],
            $"{off} workers logged times that are off");

        async Task<int> DisturbAsync(Scene scene)
        {
            List<WorkerProcess> skewed = [.. Skews.Select(skew => scene.Fleet.Start(Setting("FAKETIME", skew)))];
            var file = Path.Combine(scene.Folder, "clock");
            await File.WriteAllTextAsync(file, "+0\n", cancellationToken);
            scene.Fleet.Start(Setting("FAKETIME_TIMESTAMP_FILE", file));
            scene.Fleet.Start();
            var done = 0;
            for (; done < jumps && await scene.ReachAsync(0.8 * (done + 0.5) * sweep.Trials / jumps, cancellationToken); done++)
            {
                await File.WriteAllTextAsync(file, FormattableString.Invariant($"{(moments.NextUniform() < 0.5 ? '-' : '+')}{1 + moments.NextIndex(48)}h\n"), cancellationToken);
            }

            // Each says when it registered.
            off = skewed.Count(worker => worker.Said.Any(IsOff));
            return done;
        }

        WorkerSetting Setting(string variable, string value) => new()
        {
            Environment = new Dictionary<string, string>
            {
                ["LD_PRELOAD"] = library,
                [variable] = value,
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
                ["FAKETIME_CACHE_DURATION"] = "1",

                // Its way of mending waits makes them end at once.
                ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
            },
            Log = "json",
        };
    }

    private static bool IsOff(string line)
    {
        try
        {
            return JsonNode.Parse(line)?["Timestamp"] is JsonValue stamp
                && DateTimeOffset.Parse(stamp.GetValue<string>(), CultureInfo.InvariantCulture) is var time
                && Math.Abs((time - TimeProvider.System.GetUtcNow()).TotalMinutes) > 50;
        }
        catch (JsonException)
        {
            // Not every line is the logger's.
            return false;
        }
    }
}
