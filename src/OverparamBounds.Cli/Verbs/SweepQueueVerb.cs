using System.CommandLine;
using Microsoft.Extensions.Logging;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Hosting;
using OverparamBounds.Jobs.Sweeps;
using OverparamBounds.Storage;

namespace OverparamBounds.Cli.Verbs;

/// <summary>Sweeps in the queue: hand in, watch, steer; or run here and now.</summary>
internal static class SweepQueueVerb
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private static readonly Argument<string> File = new("file") { Description = "A sweep in JSON or YAML. See docs/sweeps.md." };
    private static readonly Argument<string> Sweep = new("sweep") { Description = "Id of a sweep, or a unique beginning of it." };
    private static readonly Argument<int> Number = new("number") { Description = "From -100 to 100; higher goes first." };
    private static readonly Option<bool> Wait = new("--wait") { Description = "Wait until the sweep has ended." };

    public static IReadOnlyList<Command> Commands { get; } =
    [
        MakeRun(),
        MakeSubmit(),
        Make("list", "All sweeps, newest first.", OpenMode.Existing, ListAsync),
        Make("status", "How far a sweep is, question by question.", OpenMode.Existing, StatusAsync, Sweep, Wait),
        Make("pause", "Hand out no more of a sweep; what is being worked on is finished.", OpenMode.Existing, Change(SweepCommand.Pause), Sweep),
        Make("resume", "Go on with a paused sweep.", OpenMode.Existing, Change(SweepCommand.Resume), Sweep),
        Make("stop", "Train no more, and answer with what is known.", OpenMode.Existing, Change(SweepCommand.Stop), Sweep),
        Make("cancel", "Give a sweep up at once; what was trained is kept.", OpenMode.Existing, Change(SweepCommand.Cancel), Sweep),
        Make("retry", "Try again what failed, was stopped or was cancelled.", OpenMode.Existing, Change(SweepCommand.Retry), Sweep),
        Make("priority", "Say how urgent a sweep is.", OpenMode.Existing, PrioritiseAsync, Sweep, Number),
    ];

    private delegate Task<int> Action(ParseResult parsed, ILedger ledger, CancellationToken cancellationToken);

    private static Command Make(string name, string help, OpenMode mode, Action run, params Symbol[] symbols)
    {
        var command = new Command(name, help) { CommonOptions.Database, CommonOptions.Json };
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, mode, cancellationToken);
            return await run(parsed, ledger, cancellationToken);
        });
        return command;
    }

    private static Command MakeRun()
    {
        var command = new Command("run", "Run a sweep here and now, on this machine's cores. Exit codes: 0 done, 1 something failed, 2 wrong request, 3 something undecided within the budget, 130 interrupted (the same command goes on).")
        {
            File, CommonOptions.Database, CommonOptions.Engine, CommonOptions.Device, CommonOptions.Checkpointing, CommonOptions.Json, CommonOptions.Quiet,
        };
        WorkerParts.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static Command MakeSubmit()
    {
        var command = new Command("submit", "Hand a sweep in to the queue; workers do it. The same sweep handed in twice is one sweep.")
        {
            File, CommonOptions.Database, CommonOptions.Device, CommonOptions.Json, Wait,
        };
        command.SetAction(SubmitAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = SweepFile.Read(parsed.GetValue(File)!);
        var bound = SweepBinder.Bind(request, cancellationToken);
        var worker = WorkerParts.Options(parsed, slotsByDefault: null)!;
        await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, OpenMode.Create, cancellationToken);
        var sweep = await new SubmitSweep(ledger).RunAsync(request, bound, worker.DeviceClass, cancellationToken);
        if (!IsOver(sweep.State))
        {
            var settings = new HostSettings(CommonOptions.DatabaseLocation(parsed), worker) { UsesHangfire = false, Verbosity = LogLevel.Error };
            using var host = await QueueHost.StartAsync(ledger, settings, cancellationToken);
            try
            {
                sweep = await WaitAsync(parsed, ledger, sweep, cancellationToken);
            }
            finally
            {
                await host.StopAsync(CancellationToken.None);
            }
        }

        return await ShowAsync(parsed, ledger, sweep, cancellationToken);
    }

    private static async Task<int> SubmitAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var device = parsed.GetValue(CommonOptions.Device)!;
        if (device is not ("auto" or "cpu") && !device.StartsWith("cuda", StringComparison.Ordinal))
        {
            throw new RequestException($"device: '{device}' is not known; use auto, cpu or cuda:0.");
        }

        // What is wrong with a file is said before a ledger is made.
        var request = SweepFile.Read(parsed.GetValue(File)!);
        var bound = SweepBinder.Bind(request, cancellationToken);
        await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, OpenMode.Create, cancellationToken);
        var deviceClass = device is "auto" or "cpu" ? "cpu" : "gpu";
        var sweep = await new SubmitSweep(ledger).RunAsync(request, bound, deviceClass, cancellationToken);
        if (parsed.GetValue(Wait))
        {
            sweep = await WaitAsync(parsed, ledger, sweep, cancellationToken);
            return await ShowAsync(parsed, ledger, sweep, cancellationToken);
        }

        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(QueueText.Row(sweep));
        }
        else
        {
            Console.Out.WriteLine(QueueText.Line(sweep));
            Console.Out.WriteLine($"Watch it with 'overparam sweep status {sweep.Id} --wait'; workers are started with 'overparam worker'.");
        }

        return ExitCode.Done;
    }

    private static async Task<int> ListAsync(ParseResult parsed, ILedger ledger, CancellationToken cancellationToken)
    {
        var sweeps = await ledger.Queue.SweepsAsync(cancellationToken);
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(sweeps.Select(QueueText.Row));
        }
        else
        {
            QueueText.WriteTable(sweeps);
        }

        return ExitCode.Done;
    }

    private static async Task<int> StatusAsync(ParseResult parsed, ILedger ledger, CancellationToken cancellationToken)
    {
        var sweep = await GetAsync(parsed, ledger, cancellationToken);
        if (parsed.GetValue(Wait))
        {
            sweep = await WaitAsync(parsed, ledger, sweep, cancellationToken);
        }

        return await ShowAsync(parsed, ledger, sweep, cancellationToken);
    }

    private static Action Change(SweepCommand command) => async (parsed, ledger, cancellationToken) =>
    {
        var sweep = await GetAsync(parsed, ledger, cancellationToken);
        return Tell(parsed, await ledger.Queue.ChangeAsync(sweep.Id, command, cancellationToken));
    };

    private static async Task<int> PrioritiseAsync(ParseResult parsed, ILedger ledger, CancellationToken cancellationToken)
    {
        var priority = parsed.GetValue(Number);
        if (priority is < -100 or > 100)
        {
            throw new RequestException(FormattableString.Invariant($"priority: {priority} must lie in -100..100."));
        }

        var sweep = await GetAsync(parsed, ledger, cancellationToken);
        return Tell(parsed, await ledger.Queue.PrioritiseAsync(sweep.Id, priority, cancellationToken));
    }

    private static int Tell(ParseResult parsed, QueuedSweep sweep)
    {
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(QueueText.Row(sweep));
        }
        else
        {
            Console.Out.WriteLine(QueueText.Line(sweep));
        }

        return ExitCode.Done;
    }

    private static async Task<QueuedSweep> GetAsync(ParseResult parsed, ILedger ledger, CancellationToken cancellationToken)
    {
        var name = parsed.GetValue(Sweep)!;
        if (await ledger.Queue.FindSweepAsync(name, cancellationToken) is { } sweep)
        {
            return sweep;
        }

        var known = (await ledger.Queue.SweepsAsync(cancellationToken)).Take(5).Select(known => $"{known.Id} ({known.Name})").ToList();
        throw new RequestException(known.Count == 0
            ? $"sweep: there is no sweep '{name}'; none has been handed in yet. Hand one in: overparam sweep submit FILE."
            : $"sweep: there is no sweep '{name}'. Newest: {string.Join(", ", known)}.");
    }

    private static async Task<QueuedSweep> WaitAsync(
        ParseResult parsed, ILedger ledger, QueuedSweep sweep, CancellationToken cancellationToken)
    {
        var isQuiet = parsed.CommandResult.Command.Options.Contains(CommonOptions.Quiet) && parsed.GetValue(CommonOptions.Quiet);
        using var line = isQuiet || parsed.GetValue(CommonOptions.Json) ? null : new SweepLine();
        while (!IsOver(sweep.State))
        {
            line?.Show(sweep);
            await Task.Delay(Interval, cancellationToken);
            sweep = await ledger.Queue.FindSweepAsync(sweep.Id.Value, cancellationToken)
                ?? throw new InvalidOperationException($"Sweep {sweep.Id} has gone from the ledger.");
        }

        return sweep;
    }

    /// <summary>Prints a sweep and its questions.</summary>
    private static async Task<int> ShowAsync(ParseResult parsed, ILedger ledger, QueuedSweep sweep, CancellationToken cancellationToken)
    {
        var questions = await ledger.Queue.QuestionsAsync(sweep.Id, cancellationToken);
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(QueueText.Whole(sweep, questions));
        }
        else
        {
            QueueText.Write(sweep, questions);
        }

        return sweep.State switch
        {
            SweepState.Failed => ExitCode.Failed,
            SweepState.Finished or SweepState.Stopped when questions.Any(IsUndecided) => ExitCode.Undecided,
            _ => ExitCode.Done,
        };
    }

    /// <summary>As for find: a grid that brackets is done, a search that does ran out of its budget.</summary>
    private static bool IsUndecided(QueuedQuestion question) =>
        question.Status == "undecided" || (question.Status == "bracketed" && question.Spec.Grid is null);

    private static bool IsOver(SweepState state) =>
        state is SweepState.Finished or SweepState.Failed or SweepState.Stopped or SweepState.Cancelled;
}
