using System.CommandLine;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Scale;

/// <summary>What a run is asked for.</summary>
/// <param name="Trials">Trials to queue, to train or to have stored.</param>
/// <param name="Workers">Sessions that claim at a time.</param>
/// <param name="Shape">How sweeps are cut.</param>
/// <param name="TrainMilliseconds">How long a worker pretends to train a block; 0: all the time is bookkeeping.</param>
/// <param name="Server">Settings of the Postgres server, as name=value.</param>
internal sealed record ScaleRequest(
    long Trials, int Workers, SweepShape Shape, int TrainMilliseconds, IReadOnlyList<string> Server)
{
    /// <summary>The largest number that can be of use: the server keeps a connection a worker.</summary>
    public const int MostWorkers = 5000;
}

/// <summary>The verbs of the simulator and their options.</summary>
internal static class ScaleCommands
{
    private static readonly Option<int> Workers = new("--workers")
    {
        Description = "Sessions that claim at a time.",
        DefaultValueFactory = _ => 32,
    };

    private static readonly Option<int> Block = new("--block") { Description = "Trials a block.", DefaultValueFactory = _ => 64 };
    private static readonly Option<int> Seeds = new("--seeds") { Description = "Trials a cell; a question has ten cells.", DefaultValueFactory = _ => 128 };

    private static readonly Option<int> Train = new("--train-ms")
    {
        Description = "Milliseconds a worker pretends to train a block.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "A setting of the Postgres server, such as synchronous_commit=off.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> Program = new("--program")
    {
        Description = "The built program, to time 'results smallest' as a whole process too.",
    };

    private static readonly Option<string?> Markdown = new("--markdown")
    {
        Description = "A page into which the table is written, between the markers <!-- scale:NAME --> and <!-- /scale:NAME -->.",
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "The name in the page's markers; the verb where none is given.",
    };

    public static Command Submit { get; } = Make(
        "submit", "Time to queue a grid sweep.", 100_000, (request, _, cancellationToken) => SubmitRun.RunAsync(request, cancellationToken));

    public static Command Claims { get; } = Make(
        "claims", "Latency of claims, and what a trial costs in bookkeeping.", 1_000_000, (request, _, cancellationToken) => ClaimsRun.RunAsync(request, cancellationToken), Workers, Train);

    public static Command Grow { get; } = Make(
        "grow", "Growth of tables and indexes, and the rate on the way.", 10_000_000, (request, _, cancellationToken) => GrowRun.RunAsync(request, cancellationToken), Workers);

    public static Command Questions { get; } = Make(
        "questions", "What people ask of a full ledger, on both databases.", 1_000_000, QuestionsAsync, Program);

    private static Task<ScaleReport> QuestionsAsync(ScaleRequest request, ParseResult parsed, CancellationToken cancellationToken) =>
        QuestionsRun.RunAsync(request, parsed.GetValue(Program), cancellationToken);

    private static Command Make(
        string name,
        string help,
        long trials,
        Func<ScaleRequest, ParseResult, CancellationToken, Task<ScaleReport>> run,
        params IReadOnlyList<Option> options)
    {
        var asked = new Option<long>("--trials") { Description = "Trials.", DefaultValueFactory = _ => trials };
        var command = new Command(name, help) { asked, Block, Seeds, Set, Markdown, Name };
        foreach (var option in options)
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new ScaleRequest(
                InRange("--trials", parsed.GetValue(asked), 1, 1_000_000_000),
                options.Contains(Workers) ? (int)InRange("--workers", parsed.GetValue(Workers), 1, ScaleRequest.MostWorkers) : 2,
                new(
                    (int)InRange("--block", parsed.GetValue(Block), 1, 100_000),
                    (int)InRange("--seeds", parsed.GetValue(Seeds), 1, 1_000_000)),
                options.Contains(Train) ? (int)InRange("--train-ms", parsed.GetValue(Train), 0, 600_000) : 0,
                parsed.GetValue(Set)!);
            var page = parsed.GetValue(Markdown) is { } file ? MarkdownPage.Open(file, parsed.GetValue(Name) ?? name) : null;
            var report = await run(request, parsed, cancellationToken);
            report.Write(Console.Out);
            page?.Replace($"./scale {string.Join(' ', parsed.Tokens.Select(token => token.Value))}", report);
            return report.Holds ? 0 : 1;
        });
        return command;
    }

    private static long InRange(string option, long value, long least, long most) => value >= least && value <= most
        ? value
        : throw new RequestException($"{option} {value}: it must be from {least} to {most}.");
}
