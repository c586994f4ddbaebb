using System.CommandLine;
using System.Globalization;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Training.Benchmarks;

namespace OverparamBounds.Cli.Verbs;

/// <summary>Speeds of this machine, as ratios.</summary>
internal static class BenchVerb
{
    private static readonly Option<bool> Quick = new("--quick") { Description = "Two shapes, short rounds: a first impression in a quarter of a minute." };

    private static readonly Option<bool> PyTorch = new("--pytorch") { Description = "Let the eager loop of PyTorch take turns too; needs Python with torch (python3, or OVERPARAM_PYTHON)." };

    private static readonly Option<string?> Steady = new("--steady") { Description = "Instead: lanes on digits(n=300) h=64 for so long, such as 10m, in windows of half a minute, with the memory they take." };

    private static readonly Option<bool> Architectures = new("--architectures") { Description = "Networks for images and sequences instead of perceptrons." };

    private static readonly Option<string?> OfTask = new("--task") { Description = "Measure one shape of your own: this task (with --width)." };

    private static readonly Option<string> Architecture = new("--arch") { Description = "Architecture of that shape.", DefaultValueFactory = _ => "mlp" };

    private static readonly Option<string> Optimizer = new("--optimizer") { Description = "Optimizer of that shape.", DefaultValueFactory = _ => "adam" };

    private static readonly Option<int[]> Width = new("--width") { Description = "Widths of that shape.", AllowMultipleArgumentsPerToken = true };

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("bench", "Speeds of this machine as ratios to one network at a time, measured in one run on one thread.")
        {
            Quick, Architectures, OfTask, Architecture, Optimizer, Width, PyTorch, Steady, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var json = parsed.GetValue(CommonOptions.Json);
        if (parsed.GetValue(Steady) is { } duration)
        {
            RunSteadily(NumberList.Duration("--steady", duration), json, cancellationToken);
            return Task.FromResult(ExitCode.Done);
        }

        var python = parsed.GetValue(PyTorch)
            ? PythonTorch.Find(Environment.GetEnvironmentVariable("OVERPARAM_PYTHON") is { Length: > 0 } named ? named : "python3")
            : null;
        var rows = MeasureSpeed.Run(
            Shapes(parsed), parsed.GetValue(Quick), python, shape => { if (!json) { Console.Error.WriteLine($"measuring {shape} …"); } }, cancellationToken);
        if (json)
        {
            Output.WriteJson(rows);
            return Task.FromResult(ExitCode.Done);
        }

        Tables.Write(
            ["shape", "optimizer", "engine", ">replicas", ">net-steps/s", ">slowest..fastest", ">GFLOP/s", ">of peak", ">ratio"],
            rows.Select(row => new[]
            {
                row.Shape,
                row.Optimizer,
                row.Engine,
                row.Replicas.ToString(CultureInfo.InvariantCulture),
                Thousands(row.NetworkStepsPerSecond),
                $"{Thousands(row.Slowest)}..{Thousands(row.Fastest)}",
                row.Gflops.ToString("G3", CultureInfo.InvariantCulture),
                row.ShareOfPeak.ToString("0.0 %", CultureInfo.InvariantCulture),
                row.RatioToSingle.ToString("#,0.0", CultureInfo.InvariantCulture),
            }));
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"One thread; medians of interleaved rounds. Peak: {rows[0].PeakGflops:0} GFLOP/s of fused multiply-adds on registers alone, in the same rounds."));
        return Task.FromResult(ExitCode.Done);
    }

    private static IReadOnlyList<SpeedShape> Shapes(ParseResult parsed)
    {
        var widths = parsed.GetValue(Width) ?? [];
        if (parsed.GetValue(OfTask) is not { } task)
        {
            return widths.Length == 0
                ? MeasureSpeed.Usual(parsed.GetValue(Quick), parsed.GetValue(Architectures))
                : throw new RequestException("width: it belongs to a shape of your own; name its --task, too.");
        }

        if (widths.Length == 0 || widths.Any(width => width < 1))
        {
            throw new RequestException("width: a shape of your own needs widths of 1 or more, such as --width 8.");
        }

        return [.. widths.Select(width => SpeedShape.Of(task, parsed.GetValue(Architecture)!, parsed.GetValue(Optimizer)!, width))];
    }

    private static void RunSteadily(TimeSpan duration, bool json, CancellationToken cancellationToken)
    {
        var windows = MeasureSpeed.RunSteadily(
            duration,
            window =>
            {
                if (!json)
                {
                    Console.Out.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"window {window.Index + 1}: {Thousands(window.NetworkStepsPerSecond)} network-steps/s, managed memory {window.ManagedBytes / 1e6:0.0} MB, process {window.ResidentBytes / 1e6:0} MB"));
                }
            },
            cancellationToken);
        if (json)
        {
            Output.WriteJson(windows);
            return;
        }

        var speeds = windows.Select(window => window.NetworkStepsPerSecond).Order().ToList();
        var median = speeds[speeds.Count / 2];
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median {Thousands(median)} network-steps/s; windows from {speeds[0] / median:0.0 %} to {speeds[^1] / median:0.0 %} of it"));
    }

    private static string Thousands(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
