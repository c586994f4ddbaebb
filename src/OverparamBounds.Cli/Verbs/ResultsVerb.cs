using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OverparamBounds.Analysis.Searches;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Reporting.Reports;
using OverparamBounds.Storage;

namespace OverparamBounds.Cli.Verbs;

/// <summary>Queries over what is stored.</summary>
internal static class ResultsVerb
{
    private const int Page = 10_000;

    private static readonly Argument<string> Sweep = new("sweep") { Description = "Id of a sweep, or a unique beginning of it." };
    private static readonly Option<string?> Task = Filter("--task", "Only tasks that begin so, such as xor or 'sphere('.");
    private static readonly Option<string?> Architecture = Filter("--arch", "Only architectures that begin so.");
    private static readonly Option<string?> Optimizer = Filter("--optimizer", "Only optimizers that begin so.");
    private static readonly Option<string?> Status = Filter("--status", "Only answers with this status: certified, bracketed, aboveGrid or undecided.");
    private static readonly Option<int?> Width = new("--width") { Description = "Only this width." };
    private static readonly Option<int> Limit = new("--limit") { Description = "Most rows shown.", DefaultValueFactory = _ => 50 };
    private static readonly Option<string> Format = new("--format") { Description = "csv or json.", DefaultValueFactory = _ => "csv" };
    private static readonly Option<string?> File = new("--file") { Description = "Write here instead of to stdout." };

    public static Command Command { get; } = new("results", "What is stored: smallest sizes, cells, trials, exports.")
    {
        Make("smallest", "The smallest trainable size of every question asked, newest first.", SmallestAsync, Task, Architecture, Optimizer, Status),
        Make("cells", "Widths of a sweep with their counts.", CellsAsync, Sweep),
        Make("decisions", "The log of a search: each launch, why it was made, and what it certified.", DecisionsAsync, Sweep),
        Make("trials", "Trials of a sweep.", TrialsAsync, Sweep, Width, Limit),
        Make("export", "All trials of a sweep as CSV or JSON.", ExportAsync, Sweep, Format, File),
    };

    private static Command Make(string name, string help, Func<ParseResult, ILedger, CancellationToken, Task> run, params Symbol[] symbols)
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
            await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, OpenMode.Existing, cancellationToken);
            await run(parsed, ledger, cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task SmallestAsync(ParseResult parsed, ILedger ledger, CancellationToken cancellationToken)
    {
        var filter = new SmallestFilter(
            parsed.GetValue(Task), parsed.GetValue(Architecture), parsed.GetValue(Optimizer), parsed.GetValue(Status));
        var answers = new List<ListedAnswer>();
        foreach (var stored in await ledger.SmallestAsync(filter, cancellationToken))
        {
            if (ReadAnswer(stored) is { } answer)
            {
                answers.Add(answer);
            }
            else
            {
                // One bad row must not hide the others.
                var asked = await StoredQuestions.GetAsync(ledger, stored.Id.Value, cancellationToken);
                Console.Error.WriteLine($"overparam: the stored answer of sweep {asked.Id} is damaged and left out; ask the question again: {FindCommand.Repeat(asked.Spec)}");
            }
        }

        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(answers.Select(answer => new { sweep = answer.Sweep, spec = answer.Spec, smallest = answer.Smallest }));
            return;
        }

        Tables.Write(
            ["sweep", "task", "architecture", "optimizer", ">steps", "criterion", ">success", ">width", "interval", "status"],
            answers.Select(answer => new[]
            {
                answer.Sweep,
                answer.Spec.Task,
                answer.Spec.Architecture,
                answer.Spec.Optimizer,
                Number(answer.Spec.Steps),
                answer.Spec.Criterion,
                SpecText.Number(answer.Spec.Success),
                answer.Smallest.Width is { } width ? Number(width) : "-",
                $"[{answer.Smallest.WidthInterval[0]}, {(answer.Smallest.WidthInterval[1] is { } high ? Number(high) : "inf")}]",
                answer.Smallest.Status,
            }));
    }

    /// <summary>Null where the stored text is damaged.</summary>
    private static ListedAnswer? ReadAnswer(StoredSmallest stored)
    {
        try
        {
            return Part<AnswerSpec>(stored.SpecJson) is { } spec && Part<AnswerSmallest>(stored.SmallestJson) is { WidthInterval.Count: 2 } smallest
                ? new(stored.Id.Value, spec, smallest)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static T? Part<T>(string? json) where T : class =>
        json is null ? null : JsonSerializer.Deserialize<T>(json, FindAnswerJson.Options);

    private static async Task CellsAsync(ParseResult parsed, ILedger ledger, CancellationToken cancellationToken)
    {
        var questions = await StoredQuestions.AllAsync(ledger, parsed.GetValue(Sweep)!, cancellationToken);
        var cells = new List<(StoredQuestion Question, StoredCell Cell)>();
        foreach (var question in questions)
        {
            cells.AddRange((await ledger.CellsAsync(question.Id, cancellationToken)).Select(cell => (question, cell)));
        }

        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(cells.Select(row => new
            {
                question = row.Question.Id.Value,
                ordinal = row.Cell.Ordinal,
                cell = row.Cell.Id.Value,
                width = row.Cell.Width,
                trials = row.Cell.Trials,
                fitted = row.Cell.Fitted,
                notFitted = row.Cell.NotFitted,
                diverged = row.Cell.Diverged,
                medianSteps = row.Cell.MedianSteps,
            }));
            return;
        }

        foreach (var group in cells.GroupBy(row => row.Question))
        {
            if (questions.Count > 1)
            {
                Console.Out.WriteLine($"{group.Key.Id}: {group.Key.Spec.Curve.Task} {group.Key.Spec.Curve.Architecture} {group.Key.Spec.Curve.Optimizer}");
            }

            Tables.Write(
                [">width", ">trials", ">fitted", ">not fitted", ">diverged", ">median steps", ">launched"],
                group.Select(row => row.Cell).OrderBy(cell => cell.Width).Select(cell => new[]
                {
                    Number(cell.Width),
                    Number(cell.Trials),
                    Number(cell.Fitted),
                    Number(cell.NotFitted),
                    Number(cell.Diverged),
                    cell.MedianSteps is { } steps ? steps.ToString("0.#", CultureInfo.InvariantCulture) : "-",
                    Number(cell.Ordinal),
                }));
        }
    }

    private static async Task DecisionsAsync(ParseResult parsed, ILedger ledger, CancellationToken cancellationToken)
    {
        var sweep = await StoredQuestions.GetAsync(ledger, parsed.GetValue(Sweep)!, cancellationToken);
        var log = (await ledger.DecisionsAsync(sweep.Id, cancellationToken)).Select(SearchDecision.Read).ToList();
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(log);
            return;
        }

        Tables.Write(
            [">launch", "phase", "widths: fitted of launched", "interval", ">trainings", "certified", "why"],
            log.Select(decision => new[]
            {
                Number(decision.Number),
                decision.Phase,
                string.Join(", ", decision.Parts.Select(part => $"{part.Width}: {part.Fitted} of {part.Count}")),
                $"[{decision.Low + 1}, {(decision.High is { } high ? Number(high) : "inf")}]",
                Number(decision.Trainings),
                string.Join(", ", decision.NewCertificates.Select(certificate => $"{certificate.Width} {certificate.Certificate}")),
                decision.Reason,
            }));
    }

    private static async Task TrialsAsync(ParseResult parsed, ILedger ledger, CancellationToken cancellationToken)
    {
        var questions = await StoredQuestions.AllAsync(ledger, parsed.GetValue(Sweep)!, cancellationToken);
        var width = parsed.GetValue(Width);
        if (parsed.GetValue(Limit) < 0)
        {
            throw new RequestException($"--limit {parsed.GetValue(Limit)}: it must be at least 0.");
        }

        var trials = (await AllTrialsAsync(ledger, questions, cancellationToken))
            .Where(row => width is null || row.Trial.Trial.Width == width)
            .ToList();
        var shown = trials.Take(parsed.GetValue(Limit)).ToList();
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(shown.Select(Row));
            return;
        }

        Tables.Write(
            ["trial", ">width", ">seed", "outcome", ">steps", ">final loss", ">nonzero", ">bytes", "digest"],
            shown.Select(row => row.Trial).Select(trial => new[]
            {
                trial.Id.Value,
                Number(trial.Trial.Width),
                Number(trial.Trial.SeedIndex),
                trial.Outcome.Name(),
                Number(trial.Steps),
                trial.FinalLoss is { } loss ? loss.ToString("G4", CultureInfo.InvariantCulture) : "-",
                Number(trial.Size.Nonzero),
                trial.Memory is { } memory ? Number(memory.State + memory.Activations) : "-",
                trial.Digest[..12],
            }));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shown.Count} of {trials.Count} trials."));
    }

    private static async Task ExportAsync(ParseResult parsed, ILedger ledger, CancellationToken cancellationToken)
    {
        var format = parsed.GetValue(CommonOptions.Json) ? "json" : parsed.GetValue(Format)!;
        if (format is not ("csv" or "json"))
        {
            throw new RequestException($"--format {format}: use csv or json.");
        }

        FilePlace.Check("--file", parsed.GetValue(File));
        var questions = await StoredQuestions.AllAsync(ledger, parsed.GetValue(Sweep)!, cancellationToken);
        var trials = await AllTrialsAsync(ledger, questions, cancellationToken);
        var text = format == "csv"
            ? TrialCsv.WriteSweep(trials)
            : Output.Json(trials.Select(Row)) + "\n";
        if (parsed.GetValue(File) is { } file)
        {
            AtomicFile.Write(file, text);
        }
        else
        {
            Console.Out.Write(text);
        }
    }

    private static async Task<List<QuestionTrial>> AllTrialsAsync(
        ILedger ledger, IReadOnlyList<StoredQuestion> questions, CancellationToken cancellationToken)
    {
        var all = new List<QuestionTrial>();
        foreach (var question in questions)
        {
            for (var (offset, more) = (0, true); more;)
            {
                var page = await ledger.TrialsAsync(question.Id, offset, Page, cancellationToken);
                all.AddRange(page.Select(trial => new QuestionTrial(question.Spec, trial)));
                offset += page.Count;
                more = page.Count == Page;
            }
        }

        return all;
    }

    private static object Row(QuestionTrial row) => Row(row.Question.Id.Value, row.Trial);

    private static object Row(string question, TrialResult trial) => new
    {
        question,
        trial = trial.Id.Value,
        width = trial.Trial.Width,
        seed = trial.Trial.SeedIndex,
        outcome = trial.Outcome.Name(),
        steps = trial.Steps,
        finalLoss = trial.FinalLoss,
        reason = trial.FinalLoss is null ? "the loss is not finite" : null,
        dense = trial.Size.Dense,
        nonzero = trial.Size.Nonzero,
        effective = trial.Size.Effective,
        bits = trial.Size.Bits,
        stateBytes = trial.Memory?.State,
        activationBytes = trial.Memory?.Activations,
        wallSeconds = trial.WallSeconds,
        cpuSeconds = trial.CpuSeconds,
        digest = trial.Digest,
        engine = trial.Engine.Engine,
        device = trial.Engine.Device,
        deviceClass = trial.Engine.DeviceClass,
        versions = trial.Engine.Versions,
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static Option<string?> Filter(string name, string help) => new(name) { Description = help };

    private sealed record ListedAnswer(string Sweep, AnswerSpec Spec, AnswerSmallest Smallest);
}
