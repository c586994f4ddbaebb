using System.CommandLine;
using System.Globalization;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Training.Benchmarks;

namespace OverparamBounds.Cli.Verbs;

/// <summary>Speeds of this machine, as ratios.</summary>
internal static class BenchVerb
{
    private static readonly Option<bool> Quick = new("--quick") { Description = "Two shapes, short rounds: a first impression in a quarter of a minute." };

    private static readonly Option<bool> PyTorch = new("--pytorch") { Description = "Let the eager loop of PyTorch take turns too; needs Python with torch (python3, or OVERPARAM_PYTHON)." };

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("bench", "Speeds of this machine as ratios to one network at a time, measured in one run on one thread.")
        {
            Quick, PyTorch, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var json = parsed.GetValue(CommonOptions.Json);
        var python = parsed.GetValue(PyTorch)
            ? PythonTorch.Find(Environment.GetEnvironmentVariable("OVERPARAM_PYTHON") is { Length: > 0 } named ? named : "python3")
            : null;
        var rows = MeasureSpeed.Run(
            parsed.GetValue(Quick), python, shape => { if (!json) { Console.Error.WriteLine($"measuring {shape} …"); } }, cancellationToken);
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

    private static string Thousands(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
