using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Exports;

/// <summary>The data behind several curves: a line a point, then the smallest width of each sweep with its interval.</summary>
internal static class CurvesCsv
{
    public static string Write(FigureData.Curves figure)
    {
        var csv = new CsvText("mark", "sweep", "label", "width", "share", "lower", "upper", "trials", "fitted");
        foreach (var curve in figure.Sweeps)
        {
            foreach (var point in curve.Points)
            {
                csv.Add("Point").Add(curve.Sweep).Add(curve.Label).Add(point.X).Add(point.Y).Add(point.Lower).Add(point.Upper)
                    .Add(point.Trials).Add(point.Fitted).EndLine();
            }
        }

        foreach (var curve in figure.Sweeps)
        {
            csv.Add("Smallest").Add(curve.Sweep).Add(curve.Label).Add(curve.Smallest?.Estimate).Add(figure.Level)
                .Add(curve.Smallest?.Low).Add(curve.Smallest?.High).Add((string?)null).Add((string?)null).EndLine();
        }

        return csv.ToString();
    }
}
