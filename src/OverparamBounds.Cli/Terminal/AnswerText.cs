using System.Globalization;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Charts;

namespace OverparamBounds.Cli.Terminal;

/// <summary>The answer as a person reads it on a terminal.</summary>
internal static class AnswerText
{
    public static void Write(FindAnswer answer, bool withTable)
    {
        var spec = answer.Spec;
        if (withTable)
        {
            Line($"{spec.Task} · {spec.Architecture} · {spec.Optimizer} · {spec.Steps} steps · {spec.Criterion}");
            Line($"{answer.Data.Samples} samples, {answer.Data.Features} features, {answer.Data.Outputs} outputs");
            WriteCells(answer);
            foreach (var line in TextChart.Lines(answer, unicode: Console.OutputEncoding.WebName == "utf-8"))
            {
                Console.Out.WriteLine(line);
            }

            Console.Out.WriteLine();
            WriteBounds(answer);
        }

        Console.Out.WriteLine(Headline(answer.Smallest));
        Console.Out.WriteLine(answer.Smallest.Statement);
        if (!withTable)
        {
            return;
        }

        Console.Out.WriteLine(answer.Smallest.StopReason);
        foreach (var note in answer.Data.Notes.Concat(answer.Notes))
        {
            Console.Out.WriteLine($"Note: {note}");
        }

        var cost = answer.Cost;
        Line($"{cost.Trainings} trainings ({cost.Reused} from the ledger), {cost.NetSteps} network-steps, {cost.Launches} launches, {cost.Seconds:F1} s; sweep {answer.Sweep}");
        if (answer.Files is { } files)
        {
            Console.Out.WriteLine($"Figure {files.Figure}, report {files.Report}");
        }
    }

    private static string Headline(AnswerSmallest smallest)
    {
        var interval = smallest.WidthInterval[1] is { } high
            ? string.Create(CultureInfo.InvariantCulture, $"[{smallest.WidthInterval[0]}, {high}]")
            : string.Create(CultureInfo.InvariantCulture, $"at least {smallest.WidthInterval[0]}");
        var parameters = smallest.ParametersInterval[1] is { } most
            ? string.Create(CultureInfo.InvariantCulture, $"{smallest.Parameters} parameters, [{smallest.ParametersInterval[0]}, {most}]")
            : string.Create(CultureInfo.InvariantCulture, $"at least {smallest.ParametersInterval[0]} parameters");
        return smallest.Width is { } width
            ? string.Create(CultureInfo.InvariantCulture, $"Smallest width: {width}, interval {interval}, {smallest.Status} ({parameters})")
            : $"Smallest width: {interval}, {smallest.Status} ({parameters})";
    }

    private static void WriteCells(FindAnswer answer) => Tables.Write(
        [">width", ">parameters", ">fitted", ">of", ">share", ">interval", ">median steps", "certificate"],
        answer.Cells.Select(cell => new[]
        {
            Number(cell.Width),
            Number(cell.Parameters),
            Number(cell.Fitted),
            Number(cell.Trials),
            Share(cell.Fitted / (double)cell.Trials),
            $"{Share(cell.Lower)} .. {Share(cell.Upper)}",
            cell.MedianSteps is { } steps ? steps.ToString("0", CultureInfo.InvariantCulture) : "-",
            cell.Certificate switch { "high" => "reaches", "low" => "falls short", _ => string.Empty },
        }));

    private static void WriteBounds(FindAnswer answer)
    {
        Tables.Write(
            ["bound", "kind", ">width", ">parameters", "assumptions"],
            answer.Bounds.Select(bound => new[]
            {
                bound.Title,
                bound.Kind.ToString(),
                bound.Width is { } width ? Number(width)
                    : bound.Log10Width is { } power ? string.Create(CultureInfo.InvariantCulture, $"1e{power:F1}") : "-",
                bound.Parameters is { } parameters ? Number(parameters) : "-",
                bound.Reason is not null ? "says nothing" : bound.Violated.Count == 0 ? "met" : Number(bound.Violated.Count) + " broken",
            }));
        foreach (var bound in answer.Bounds)
        {
            foreach (var remark in bound.Reason is { } reason ? [reason] : bound.Violated)
            {
                Console.Out.WriteLine($"  {bound.Title}: {remark}.");
            }
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static void Line(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
