using System.CommandLine;
using System.Globalization;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Jobs.Steps;

namespace OverparamBounds.Cli.Verbs;

/// <summary>Speeds of this machine, as ratios.</summary>
internal static class BenchVerb
{
    private static readonly Option<bool> Quick = new("--quick") { Description = "Two shapes, short rounds: a first impression in half a minute." };

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("bench", "Speeds of this machine as ratios to one network at a time, measured in one run on one thread.")
        {
            Quick, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var json = parsed.GetValue(CommonOptions.Json);
        var rows = MeasureSpeed.Run(
            parsed.GetValue(Quick), shape => { if (!json) { Console.Error.WriteLine($"measuring {shape} …"); } }, cancellationToken);
        if (json)
        {
            Output.WriteJson(rows);
            return Task.FromResult(ExitCode.Done);
        }

        Tables.Write(
            ["shape", "optimizer", "engine", ">replicas", ">net-steps/s", ">slowest..fastest", ">GFLOP/s", ">ratio"],
            rows.Select(row => new[]
            {
                row.Shape,
                row.Optimizer,
                row.Engine,
                row.Replicas.ToString(CultureInfo.InvariantCulture),
                Thousands(row.NetworkStepsPerSecond),
                $"{Thousands(row.Slowest)}..{Thousands(row.Fastest)}",
                row.Gflops.ToString("G3", CultureInfo.InvariantCulture),
                row.RatioToSingle.ToString("0.0", CultureInfo.InvariantCulture),
            }));
        return Task.FromResult(ExitCode.Done);
    }

    private static string Thousands(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
