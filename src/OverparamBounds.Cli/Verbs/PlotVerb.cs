using System.CommandLine;
using System.Globalization;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Reporting.Figures;
using OverparamBounds.Reporting.Reports;
using OverparamBounds.Storage;

namespace OverparamBounds.Cli.Verbs;

/// <summary>Draws a figure of stored sweeps: SVG, PNG and the data behind it.</summary>
internal static class PlotVerb
{
    private static readonly Argument<string> Figure = new("figure") { Description = "Id of a figure. See 'overparam catalog figures'." };
    private static readonly Argument<string[]> Sweeps = new("sweep")
    {
        Description = "Id of a sweep, or a unique beginning of it; several, or a sweep of several questions, for the figures 'curves' and 'theory'.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("plot", "Draw a figure of one or more stored sweeps as SVG, PNG and CSV.")
        {
            Figure, Sweeps, CommonOptions.Database, CommonOptions.Out, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var figure = FigureCatalogue.All.Bind(parsed.GetValue(Figure)!);
        await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, OpenMode.Existing, cancellationToken);
        var answers = new List<FindAnswer>();
        foreach (var name in parsed.GetValue(Sweeps)!)
        {
            answers.AddRange((await StoredQuestions.AllAsync(ledger, name, cancellationToken)).Select(question => question.AnswerJson is { } json
                ? FindAnswerJson.Read(json)
                : throw new RequestException($"plot: sweep {question.Id} has no answer yet. Finish it: {FindCommand.Repeat(question.Spec)}")));
        }

        var files = ReportWriter.WriteFigure(figure.Entry, answers, parsed.GetValue(CommonOptions.Out)!);
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(files);
        }
        else
        {
            Console.Out.WriteLine($"{files.Svg}\n{files.Png}\n{files.Csv}");
            if (figure.Entry.Draw(answers) is FigureData.Theory { Series.MeasuredLaw: { Slope: { } slope } law })
            {
                Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"measured width grows like n^{slope:0.00} ({law.Lower:0.00} to {law.Upper:0.00} if all intervals hold)"));
            }
        }

        return ExitCode.Done;
    }
}
