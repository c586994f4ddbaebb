using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Exports;

/// <summary>The data behind a figure: one line for each point, line and interval in it.</summary>
public static class FigureCsv
{
    public static string Write(FigureData figure) => figure switch
    {
        FigureData.Success success => Write(success),
        FigureData.Curves curves => CurvesCsv.Write(curves),
        FigureData.Ladder ladder => LadderCsv.Write(ladder),
        FigureData.Theory theory => TheoryCsv.Write(theory),
        _ => throw new InvalidOperationException($"No table is made of {figure.GetType().Name}."),
    };

    private static string Write(FigureData.Success figure)
    {
        var csv = new CsvText("mark", "label", "x", "y", "lower", "upper", "trials", "fitted", "log10x", "holdsHere");
        foreach (var mark in figure.Marks)
        {
            Write(csv, mark);
        }

        return csv.ToString();
    }

    private static void Write(CsvText csv, FigureMark mark)
    {
        switch (mark)
        {
            case FigureMark.Points points:
                foreach (var item in points.Items)
                {
                    Line(csv, points.Role.ToString(), points.Label, item.X, item.Y, item.Lower, item.Upper, item.Trials, item.Fitted);
                }

                break;
            case FigureMark.Curve curve:
                foreach (var item in curve.Items)
                {
                    Line(
                        csv, "Curve", curve.Label, item.Width, item.Fitted,
                        curve.HasBand ? item.Lower : null, curve.HasBand ? item.Upper : null);
                }

                break;
            case FigureMark.Level level:
                Line(csv, "Level", level.Label, y: level.Y);
                break;
            case FigureMark.Threshold threshold:
                Line(csv, "Threshold", threshold.Label, threshold.X, null, threshold.Low, threshold.High);
                break;
            case FigureMark.BoundLine bound:
                csv.Add(bound.Kind.ToString()).Add(bound.Label);
                for (var empty = 0; empty < 6; empty++)
                {
                    csv.Add((string?)null);
                }

                csv.Add(bound.Log10X).Add(bound.HoldsHere ? "true" : "false").EndLine();
                break;
            default:
                break;
        }
    }

    private static void Line(
        CsvText csv, string mark, string label, double? x = null, double? y = null, double? lower = null, double? upper = null,
        int? trials = null, int? fitted = null) =>
        csv.Add(mark).Add(label).Add(x).Add(y).Add(lower).Add(upper).Add(trials).Add(fitted)
            .Add((string?)null).Add((string?)null).EndLine();
}
