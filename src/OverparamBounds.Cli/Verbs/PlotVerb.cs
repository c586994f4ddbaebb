using System.CommandLine;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Specs;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Reporting.Figures;
using OverparamBounds.Reporting.Reports;
using OverparamBounds.Storage;

namespace OverparamBounds.Cli.Verbs;

/// <summary>Draws a figure of a stored sweep: SVG, PNG and the data behind it.</summary>
internal static class PlotVerb
{
    private static readonly Argument<string> Figure = new("figure") { Description = "Id of a figure. See 'overparam catalog figures'." };
    private static readonly Argument<string> Sweep = new("sweep") { Description = "Id of a sweep, or a unique beginning of it." };

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("plot", "Draw a figure of a stored sweep as SVG, PNG and CSV.")
        {
            Figure, Sweep, CommonOptions.Database, CommonOptions.Out, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var figure = FigureCatalogue.All.Bind(parsed.GetValue(Figure)!);
        await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, OpenMode.Existing, cancellationToken);
        var sweep = await StoredSweeps.GetAsync(ledger, parsed.GetValue(Sweep)!, cancellationToken);
        if (sweep.AnswerJson is null)
        {
            throw new RequestException($"plot: sweep {sweep.Id} has no answer yet. Finish it: {FindCommand.Repeat(sweep.Spec)}");
        }

        var files = ReportWriter.WriteFigure(figure.Entry, FindAnswerJson.Read(sweep.AnswerJson), parsed.GetValue(CommonOptions.Out)!);
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(files);
        }
        else
        {
            Console.Out.WriteLine($"{files.Svg}\n{files.Png}\n{files.Csv}");
        }

        return ExitCode.Done;
    }
}
