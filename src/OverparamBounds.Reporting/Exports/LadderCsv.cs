using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Exports;

/// <summary>The data behind a ladder: the measured interval, then a line a bound.</summary>
internal static class LadderCsv
{
    public static string Write(FigureData.Ladder figure)
    {
        var csv = new CsvText("mark", "bound", "label", "width", "log10width", "lower", "upper", "remark", "holdsHere", "constants");
        if (figure.Measured is { } measured)
        {
            csv.Add("Measured").Add((string?)null).Add(measured.Label).Add(measured.X)
                .Add(measured.X is { } point ? Math.Log10(point) : null).Add(measured.Low).Add(measured.High);
            csv.Add((string?)null).Add((string?)null).Add((string?)null).EndLine();
        }

        foreach (var bound in figure.Rungs)
        {
            Line(csv, bound);
        }

        return csv.ToString();
    }

    private static void Line(CsvText csv, BoundValue bound) => csv
        .Add(bound.Kind.ToString())
        .Add(bound.Id)
        .Add(bound.Title)
        .Add(bound.Infinite ? null : bound.Width)
        .Add(bound.Infinite ? null : bound.Log10Width)
        .Add((string?)null)
        .Add((string?)null)
        .Add(bound.Infinite ? BoundText.Infinite(bound) : null)
        .Add(bound.Violated.Count == 0 ? "true" : "false")
        .Add(BoundText.Constants(bound))
        .EndLine();
}
