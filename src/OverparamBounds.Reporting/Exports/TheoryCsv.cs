using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Exports;

/// <summary>The data behind widths against samples: a line a point, with the slope of its series.</summary>
internal static class TheoryCsv
{
    public static string Write(FigureData.Theory figure)
    {
        var csv = new CsvText(
            "mark", "id", "label", "samples", "width", "log10width", "lower", "upper", "slope", "slopeLower", "slopeUpper", "holdsHere", "exact");
        var series = figure.Series;
        foreach (var width in series.Measured)
        {
            csv.Add("Measured").Add(width.Sweep).Add("measured threshold").Add(width.Samples).Add(width.Estimate)
                .Add(width.Estimate is { } estimate ? Math.Log10(estimate) : null).Add(width.Low).Add(width.High);
            Slope(csv, series.MeasuredLaw).Add((string?)null).Add((string?)null).EndLine();
        }

        foreach (var bound in series.Bounds)
        {
            foreach (var point in bound.Points)
            {
                Bound(csv, bound, point.Samples, point.Log10Width);
            }

            foreach (var samples in bound.InfiniteAt)
            {
                Bound(csv, bound, samples, null);
            }
        }

        foreach (var gap in series.Gap)
        {
            csv.Add("Gap").Add((string?)null).Add("from necessary to measured").Add(gap.Samples).Add((string?)null).Add((string?)null)
                .Add(Rounded(Math.Pow(10, gap.Log10Low))).Add(Rounded(Math.Pow(10, gap.Log10High)));
            Slope(csv, new(null, null, null)).Add((string?)null).Add((string?)null).EndLine();
        }

        return csv.ToString();
    }

    private static void Bound(CsvText csv, BoundSeries bound, int samples, double? log10Width)
    {
        csv.Add(bound.Kind.ToString()).Add(bound.Id).Add(log10Width is null ? $"{bound.Title}, infinite" : bound.Title).Add(samples)
            .Add((string?)null).Add(log10Width).Add((string?)null).Add((string?)null);
        Slope(csv, bound.Law).Add(Word(bound.Standing.AssumptionsHold)).Add(Word(bound.Standing.IsExact)).EndLine();
    }

    private static CsvText Slope(CsvText csv, PowerLaw law) => csv.Add(Rounded(law.Slope)).Add(Rounded(law.Lower)).Add(Rounded(law.Upper));

    /// <summary>Without the last digits, which depend on how the machine rounds logarithms.</summary>
    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 9) : null;

    private static string Word(bool value) => value ? "true" : "false";
}
