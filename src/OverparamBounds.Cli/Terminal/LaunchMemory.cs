using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Memory of launches, predicted and measured: each in a process of its own, which trains it and ends.</summary>
internal static class LaunchMemory
{
    private static readonly Option<string?> Task = new("--task") { Description = "Measure the memory of this task's launches instead of a few usual ones'." };
    private static readonly Option<string> Architecture = OptionOf.Text("--arch", "mlp", "Architecture to be measured with --task.");
    private static readonly Option<string> Optimizer = OptionOf.Text("--optimizer", "adam", "Optimizer to be measured with --task.");
    private static readonly Option<int> Width = OptionOf.Whole("--width", 16, "Width to be measured with --task.");
    private static readonly Option<int> Networks = OptionOf.Whole("--networks", 8, "Networks trained together, with --task.");
    private static readonly Option<bool> Here = new("--measure-here") { Hidden = true };

    /// <summary>A dense network, convolutions, residual blocks, a recurrent cell and attention.</summary>
    private static readonly LaunchShape[] Usual =
    [
        new("digits(n=300)", "mlp(depth=3)", "adam", 256, 16),
        new("phototiles10(n=40)", "conv2", "adam", 4, 8),
        new("phototiles10(n=40)", "resnet(depth=2)", "adam", 4, 4),
        new("runparity(T=8)", "gru", "adam", 32, 8),
        new("recall(P=3,K=6,V=4,n=300)", "transformer(layers=2)", "adam", 16, 8),
    ];

    public static void AddTo(Command command)
    {
        foreach (var option in (Option[])[Task, Architecture, Optimizer, Width, Networks, CommonOptions.Checkpointing, Here])
        {
            command.Add(option);
        }
    }

    /// <summary>Whether one launch is asked for by name.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.GetValue(Task) is not null;

    /// <summary>Whether this process is the one that is measured.</summary>
    public static bool IsChild(ParseResult parsed) => parsed.GetValue(Here);

    /// <summary>Measures this process and prints what came of it.</summary>
    public static void MeasureHere(ParseResult parsed, CancellationToken cancellationToken)
    {
        var shape = Asked(parsed);
        var plan = Bind(shape);
        var settings = TorchSettings.Default with { Threads = 1, Checkpointing = parsed.GetValue(CommonOptions.Checkpointing) };
        Output.WriteJson(LaunchPeak.Measure(plan, shape.Width, shape.Networks, settings, cancellationToken));
    }

    /// <exception cref="RequestException">A shape that cannot be, or a launch that did not come to its end.</exception>
    public static async Task<IReadOnlyList<MeasuredLaunch>> MeasureAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var measured = new List<MeasuredLaunch>();
        foreach (var shape in IsAsked(parsed) ? [Asked(parsed)] : Usual)
        {
            Bind(shape);
            var (plain, checkpointed) = (RunAsync(shape, checkpointing: false, cancellationToken), RunAsync(shape, checkpointing: true, cancellationToken));
            measured.Add(new(shape, await plain, await checkpointed));
        }

        return measured;
    }

    private static LaunchShape Asked(ParseResult parsed) => new(
        parsed.GetValue(Task)!, parsed.GetValue(Architecture)!, parsed.GetValue(Optimizer)!, parsed.GetValue(Width), parsed.GetValue(Networks));

    private static Training.TrainingPlan Bind(LaunchShape shape)
    {
        if (shape.Networks is < 1 or > 4096)
        {
            throw new RequestException($"--networks {shape.Networks}: expected a number from 1 to 4096.");
        }

        return QuestionBinder.Bind(new()
        {
            Task = shape.Task,
            Architecture = shape.Architecture,
            Optimizer = shape.Optimizer,
            MinWidth = shape.Width,
            MaxWidth = shape.Width,
        }).Plan;
    }

    private static async Task<LaunchPeak> RunAsync(LaunchShape shape, bool checkpointing, CancellationToken cancellationToken)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        List<string> arguments =
        [
            .. isHost ? [Assembly.GetEntryAssembly()!.Location] : Array.Empty<string>(),
            "doctor", "--measure-here", "--task", shape.Task, "--arch", shape.Architecture, "--optimizer", shape.Optimizer,
            "--width", shape.Width.ToString(CultureInfo.InvariantCulture), "--networks", shape.Networks.ToString(CultureInfo.InvariantCulture),
            .. checkpointing ? ["--checkpointing"] : Array.Empty<string>(),
        ];
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == ExitCode.Done
                ? JsonSerializer.Deserialize<LaunchPeak>(output, FindAnswerJson.Options)!
                : throw new RequestException($"doctor: the launch of {shape} ended with code {process.ExitCode}: {(await errors).Trim()}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}

/// <summary>A launch to be measured.</summary>
/// <param name="Networks">Trained together.</param>
internal sealed record LaunchShape(string Task, string Architecture, string Optimizer, int Width, int Networks)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Task} {Architecture} {Optimizer} h={Width}, {Networks} networks");
}

/// <summary>A launch with what was measured of it.</summary>
/// <param name="Plain">Remembering everything.</param>
/// <param name="Checkpointed">With checkpointing.</param>
internal sealed record MeasuredLaunch(LaunchShape Shape, LaunchPeak Plain, LaunchPeak Checkpointed);
