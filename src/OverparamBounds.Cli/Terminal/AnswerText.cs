using System.Globalization;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Charts;

namespace OverparamBounds.Cli.Terminal;

/// <summary>The answer as a person reads it on a terminal.</summary>
internal static class AnswerText
{
    /// <summary>Columns that the table of widths takes; on a narrower terminal the chart, which holds its counts, stands alone.</summary>
    private const int TableColumns = 92;

    public static void Write(FindAnswer answer, bool withTable)
    {
        var spec = answer.Spec;
        if (withTable)
        {
            Line($"{spec.Task} · {spec.Architecture} · {spec.Optimizer} · {spec.Steps} steps · {spec.Criterion}");
            Line($"{answer.Data.Samples} samples, {answer.Data.Features} features, {answer.Data.Outputs} {(answer.Data.Outputs == 1 ? "output" : "outputs")}");
            if (Tables.Columns >= TableColumns)
            {
                WriteCells(answer);
            }

            foreach (var line in TextChart.Lines(answer, unicode: Console.OutputEncoding.WebName == "utf-8"))
            {
                Console.Out.WriteLine(line);
            }

            Console.Out.WriteLine();
            WriteBounds(answer);
        }

        Output.Prose(Headline(answer.Smallest));
        Output.Prose(answer.Smallest.Statement);
        if (!withTable)
        {
            Line($"Sweep {answer.Sweep}");
            return;
        }

        Output.Prose(answer.Smallest.StopReason);
        foreach (var note in answer.Data.Notes.Concat(answer.Notes))
        {
            Output.Prose($"Note: {note}");
        }

        var cost = answer.Cost;
        Line($"{cost.Trainings} trainings ({cost.Reused} from the ledger), {cost.NetSteps} network-steps, {cost.Launches} launches, {cost.Seconds:F1} s; sweep {answer.Sweep}");
        if (answer.Files is { } files)
        {
            Console.Out.WriteLine($"Figure {files.Figure}, bounds {files.Ladder}, report {files.Report}");
        }
    }

    /// <summary>The interval first, since its ends are certified and the estimate between them is not.</summary>
    private static string Headline(AnswerSmallest smallest) => smallest.Width is { } width
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"Smallest width: [{smallest.WidthInterval[0]}, {smallest.WidthInterval[1]}], {smallest.Status} ({smallest.ParametersInterval[0]} to {smallest.ParametersInterval[1]} parameters); estimate {width} ({smallest.Parameters} parameters)")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Smallest width: at least {smallest.WidthInterval[0]}, {smallest.Status} (at least {smallest.ParametersInterval[0]} parameters)");

    private static void WriteCells(FindAnswer answer) => Tables.Write(
        [">width", ">parameters", ">fitted", ">of", ">share", ">interval", ">median steps", "certificate"],
        answer.Cells.Select(cell => new[]
        {
            Number(cell.Width),
            Number(cell.Parameters),
            Number(cell.Fitted),
            Number(cell.Trials),
            cell.Trials == 0 ? "-" : Share(cell.Fitted / (double)cell.Trials),
            $"{Share(cell.Lower)} .. {Share(cell.Upper)}",
            cell.MedianSteps is { } steps ? steps.ToString("0", CultureInfo.InvariantCulture) : "-",
            cell.Certificate switch { "high" => "reaches", "low" => "falls short", _ => string.Empty },
        }));

    /// <summary>The few bounds that span the ladder, and any that what was measured contradicts.</summary>
    private static void WriteBounds(FindAnswer answer)
    {
        var shown = answer.Bounds
            .Where(bound => bound.Telling || bound.Comparison?.Contradiction is not null)
            .OrderBy(bound => bound.Log10Width ?? double.PositiveInfinity)
            .ToList();
        Tables.Write(
            ["bound", "kind", ">width", ">parameters", ">of measured", "constants", "assumptions"],
            shown.Select(bound => new[]
            {
                bound.Title,
                bound.Kind.ToString(),
                BoundWords.Width(bound),
                BoundWords.Parameters(bound),
                bound.Comparison?.Decades is { } decades ? Times(decades) : "-",
                BoundWords.Constants(bound),
                BoundWords.Assumptions(bound),
            }));
        Line($"{answer.Bounds.Count - shown.Count} more bounds and every broken assumption: overparam bounds '{answer.Spec.Task}' --arch '{answer.Spec.Architecture}', or the report");
        foreach (var reference in answer.References)
        {
            Output.Prose($"{reference.Title}: {reference.Remark}");
        }

        foreach (var contradiction in answer.Contradictions)
        {
            Output.Prose($"*** A BOUND AND THE MEASUREMENT CANNOT BOTH BE RIGHT: {contradiction} This is a bug or a discovery; please report it. ***");
        }
    }

    private static string Times(double decades) => Math.Abs(decades) < 6
        ? Math.Pow(10, decades).ToString("G3", CultureInfo.InvariantCulture) + " x"
        : string.Create(CultureInfo.InvariantCulture, $"10^{decades:0.0} x");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static void Line(FormattableString text) => Output.Prose(text.ToString(CultureInfo.InvariantCulture));
}
