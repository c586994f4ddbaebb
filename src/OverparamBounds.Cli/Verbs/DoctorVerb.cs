using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Storage;
using OverparamBounds.Training;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Cli.Verbs;

/// <summary>What works here and what does not, with the mend.</summary>
internal static class DoctorVerb
{
    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("doctor", "What works on this machine and what does not, with the mend.") { CommonOptions.Database, CommonOptions.Json };
        LaunchMemory.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (LaunchMemory.IsChild(parsed))
        {
            LaunchMemory.MeasureHere(parsed, cancellationToken);
            return ExitCode.Done;
        }

        IReadOnlyList<Finding> findings = LaunchMemory.IsAsked(parsed) ? await MemoryAsync(parsed, cancellationToken) :
        [
            new("system", Works: true, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, .NET {Environment.Version}"),
            Torch(),
            new("vector width", Works: true, TorchRuntime.DeviceClass("cpu")),
            .. Engines(),
            .. await MemoryAsync(parsed, cancellationToken),
            await LedgerAsync(parsed, cancellationToken),
        ];
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(findings);
        }
        else
        {
            Tables.Write(["part", "works", "what was found"], findings.Select(finding => new[] { finding.Part, finding.Works ? "yes" : "NO", finding.Found }));
        }

        return findings.All(finding => finding.Works) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>What the cost model predicts and chooses on a few shapes.</summary>
    private static IEnumerable<Finding> Engines()
    {
        foreach (var (task, architecture, width) in new[] { ("xor", "mlp", 20), ("digits(n=300)", "mlp", 64), ("digits(n=300)", "mlp(depth=2)", 1024) })
        {
            var plan = QuestionBinder.Bind(new() { Task = task, Architecture = architecture }).Plan;
            var engine = EngineCost.PrefersLanes(plan, width) ? "lanes" : "torch";
            yield return new("engine", Works: true, string.Create(
                CultureInfo.InvariantCulture,
                $"{task} {architecture} h={width}: {engine}; a step is predicted to take {Seconds(EngineCost.LaneSeconds(plan, width))} on lanes, {Seconds(EngineCost.TorchSeconds(plan, width))} on torch"));
        }
    }

    private static string Seconds(double seconds) => seconds switch
    {
        < 1e-6 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e9:0} ns"),
        < 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} µs"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms"),
    };

    private static async Task<IReadOnlyList<Finding>> MemoryAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (!LaunchPeak.IsMeasurable)
        {
            return [new("memory", Works: true, "this system does not tell the peak of a process' memory; nothing was measured")];
        }

        try
        {
            var launches = await LaunchMemory.MeasureAsync(parsed, cancellationToken);
            return
            [
                .. launches.Select(launch => new Finding(
                    "memory", Works: true, $"{launch.Shape}: {Megabytes(launch.Plain)}; with --checkpointing {Megabytes(launch.Checkpointed)}") { Memory = launch }),
            ];
        }
        catch (RequestException problem) when (!LaunchMemory.IsAsked(parsed))
        {
            return [new("memory", Works: false, problem.Message)];
        }
    }

    private static string Megabytes(LaunchPeak peak) => string.Create(
        CultureInfo.InvariantCulture, $"{peak.Predicted >> 20} MiB predicted, {peak.Measured >> 20} at the peak ({(double)peak.Measured / peak.Predicted:0.00})");

    private static Finding Torch()
    {
        try
        {
            TorchRuntime.Start();
            var cuda = TorchRuntime.HasCuda("cuda:0") ? "with a CUDA device" : "CPU only (build with -p:Torch=cuda for a GPU)";
            return new("torch", Works: true, $"{TorchRuntime.Version}, {cuda}");
        }
        catch (InvalidOperationException problem)
        {
            return new("torch", Works: false, problem.Message);
        }
    }

    private static async Task<Finding> LedgerAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var location = CommonOptions.DatabaseLocation(parsed);
        if (!location.Contains("://", StringComparison.Ordinal) && !File.Exists(location))
        {
            return new("ledger", Works: true, $"{location} does not exist yet; the first find creates it");
        }

        try
        {
            await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, OpenMode.Existing, cancellationToken);
            var status = await ledger.StatusAsync(cancellationToken);
            return new("ledger", Works: true, $"{status.Database}, schema {status.SchemaVersion}, {status.Trials} trials");
        }
        catch (RequestException problem)
        {
            return new("ledger", Works: false, problem.Message);
        }
    }

    /// <param name="Part">What was looked at.</param>
    /// <param name="Found">What was found, and the mend where it does not work.</param>
    private sealed record Finding(string Part, bool Works, string Found)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public MeasuredLaunch? Memory { get; init; }
    }
}
