using System.CommandLine;
using System.Diagnostics;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Reporting.Reports;
using OverparamBounds.Storage;

namespace OverparamBounds.Cli.Verbs;

/// <summary>The main job: the smallest trainable size of one curve.</summary>
internal static class FindVerb
{
    private static readonly Argument<string> Task = new("task")
    {
        Description = "What to fit, such as xor, 'parity(d=4,k=4)' or 'csv(path=data.csv,target=kind)'. See 'overparam catalog tasks'.",
    };

    private static readonly Option<string?> Labels = new("--labels") { Description = "true, random, shuffled or flip(q): which labels to fit." };
    private static readonly Option<string> Architecture = OptionOf.Text("--arch", "mlp(depth=1,act=relu)", "The family whose width is searched.");
    private static readonly Option<string> Strategy = OptionOf.Text("--strategy", "dense", "How a small network is trained.");
    private static readonly Option<string> Optimizer = OptionOf.Text("--optimizer", "adam(lr=0.01)", "What turns gradients into steps.");
    private static readonly Option<string?> Criterion = new("--criterion") { Description = "What counts as zero loss: Z1, Z0 or mse(tol). Default: Z1 for classes, mse for real targets." };
    private static readonly Option<int> Steps = OptionOf.Whole("--steps", 3000, "Budget of one training, in optimizer steps.");
    private static readonly Option<double> Success = OptionOf.Real("--success", 0.9, "Wanted probability that a training succeeds.");
    private static readonly Option<double> Confidence = OptionOf.Real("--confidence", 0.95, "Probability that every certificate of the search is true.");
    private static readonly Option<double> Ratio = OptionOf.Real("--ratio", 1.25, "Search until the interval's ends have at most this ratio.");
    private static readonly Option<string?> Widths = new("--widths")
    {
        Description = "Range of widths asked about. Default: 1..4096, to less for networks on images and sequences (catalog architectures).",
    };

    private static readonly Option<string?> Grid = new("--grid") { Description = "Fixed widths instead of a search, such as 2,3,4,6,8,12." };
    private static readonly Option<int> Seeds = OptionOf.Whole("--seeds", 100, "With --grid: trainings a width.");
    private static readonly Option<long> Seed = OptionOf.Whole("--seed", 0L, "Which ladder of training seeds; another number is a fresh study.");
    private static readonly Option<int> Lanes = OptionOf.Whole("--lanes", 128, "Most trainings of one launch.");
    private static readonly Option<int> Budget = OptionOf.Whole("--budget", 20_000, "Most trainings.");
    private static readonly Option<string?> Time = new("--time") { Description = "Most wall time, such as 90s, 10m or 2h; the answer is then what is certified by then." };

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("find", "The smallest width that trains to zero loss, with its interval, theory beside it, and a figure. Exit codes: 0 done, 2 wrong request, 3 undecided within the budget, 130 interrupted.")
        {
            Task, Labels, Architecture, Strategy, Optimizer, Criterion, Steps, Success, Confidence, Ratio, Widths, Grid, Seeds, Seed,
            Lanes, Budget, Time, CommonOptions.Database, CommonOptions.Engine, CommonOptions.Device, CommonOptions.Threads,
            CommonOptions.Checkpointing, CommonOptions.Out, CommonOptions.Json, CommonOptions.Quiet,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var timeBudget = parsed.GetValue(Time) is { } time ? NumberList.Duration("--time", time) : (TimeSpan?)null;
        var question = QuestionBinder.Bind(Request(parsed));
        var engine = CommonOptions.EngineSettings(parsed);
        engine.CheckFits(question.Plan, question.Spec.MaxWidth);
        var folder = parsed.GetValue(CommonOptions.Out)!;
        ReportWriter.CheckFolder(folder);
        await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, OpenMode.Create, cancellationToken);

        var outcome = await SearchAsync(parsed, question, engine, ledger, timeBudget, cancellationToken);
        var answer = ComposeAnswer.From(question, outcome, clock.Elapsed.TotalSeconds, cancellationToken);
        answer = await KeepAsync(ledger, question, outcome, answer, folder, cancellationToken);

        if (parsed.GetValue(CommonOptions.Json))
        {
            Console.Out.WriteLine(FindAnswerJson.Write(answer));
        }
        else
        {
            AnswerText.Write(answer, withTable: !parsed.GetValue(CommonOptions.Quiet));
        }

        return outcome.Estimate switch
        {
            ThresholdEstimate.AboveGrid or ThresholdEstimate.Between { WithinRatio: true } => ExitCode.Done,
            ThresholdEstimate.Between => outcome.BudgetEnded ? ExitCode.Undecided : ExitCode.Done,
            _ => ExitCode.Undecided,
        };
    }

    /// <summary>Writes the files and stores the answer. An answer that was stored before keeps what its trainings cost.</summary>
    private static async Task<FindAnswer> KeepAsync(
        ILedger ledger, Question question, SearchOutcome outcome, FindAnswer answer, string folder, CancellationToken cancellationToken)
    {
        var stored = await ledger.FindQuestionAsync(question.Spec.Id.Value, cancellationToken);
        var isOld = outcome.Reused == outcome.Results.Count && stored?.AnswerJson is not null;
        var kept = isOld ? answer with { Cost = FindAnswerJson.Read(stored!.AnswerJson!).Cost } : answer;
        var files = ReportWriter.Write(kept, outcome.Results, folder, FindCommand.Repeat(question.Spec));
        await ledger.SaveAnswerAsync(
            question.Spec.Id, answer.Smallest.Status, FindAnswerJson.Write(kept with { Files = files }), cancellationToken);
        return answer with { Files = files };
    }

    private static async Task<SearchOutcome> SearchAsync(
        ParseResult parsed, Question question, Training.EngineSettings engine, ILedger ledger, TimeSpan? timeBudget, CancellationToken cancellationToken)
    {
        var silent = parsed.GetValue(CommonOptions.Quiet) || parsed.GetValue(CommonOptions.Json);
        using var progress = silent ? null : new ProgressLine();
        var find = new FindThreshold(ledger, new TrainLaunch(ledger, engine.Trainer(question.Plan)), TimeProvider.System);
        return await find.RunAsync(question, timeBudget, progress, cancellationToken);
    }

    private static QuestionRequest Request(ParseResult parsed)
    {
        (int First, int Last)? widths = parsed.GetValue(Widths) is { } written ? NumberList.Range("--widths", written) : null;
        if (parsed.GetResult(Seeds)!.Implicit is false && parsed.GetValue(Grid) is null)
        {
            throw new RequestException("--seeds: it goes with --grid; a search decides itself how many seeds a width needs.");
        }

        return new()
        {
            Task = parsed.GetValue(Task)!,
            Labels = parsed.GetValue(Labels),
            Architecture = parsed.GetValue(Architecture)!,
            Strategy = parsed.GetValue(Strategy)!,
            Optimizer = parsed.GetValue(Optimizer)!,
            Criterion = parsed.GetValue(Criterion),
            Steps = parsed.GetValue(Steps),
            Success = parsed.GetValue(Success),
            Confidence = parsed.GetValue(Confidence),
            Ratio = parsed.GetValue(Ratio),
            MinWidth = widths?.First ?? 1,
            MaxWidth = widths?.Last,
            Seed = parsed.GetValue(Seed),
            Lanes = parsed.GetValue(Lanes),
            MaxTrainings = parsed.GetValue(Budget),
            Grid = parsed.GetValue(Grid) is { } grid ? new GridSpec(NumberList.List("--grid", grid), parsed.GetValue(Seeds)) : null,
        };
    }
}
