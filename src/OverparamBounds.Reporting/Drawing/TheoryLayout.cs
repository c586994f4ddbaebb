using System.Globalization;
using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Where the data area and the names at the right ends of lines stand, in pixels of the unscaled figure.</summary>
internal sealed class TheoryLayout
{
    public const float LeaderLength = 34;

    private const float LabelHeight = 23;

    private const float LeftPadding = 122;

    private const float BottomPadding = 102;

    private const float UsualHeight = 750;

    private const float MostLabelWidth = 480;

    private readonly double _low;
    private readonly double _high;

    /// <param name="top">Where the heading ends.</param>
    public TheoryLayout(FigureData.Theory figure, float top)
    {
        (_low, _high) = (Math.Log10(figure.Y.Minimum), Math.Log10(figure.Y.Maximum));
        DataTop = top + 12;
        List<EndLabel> labels = [.. Labels(figure.Series).OrderByDescending(label => label.Log10Width)];
        Height = MathF.Max(UsualHeight, DataTop + (labels.Count * LabelHeight) + BottomPadding);

        var widest = (float)labels.Select(label => FigureText.WidthOf(label.Text, StyleOf(label))).DefaultIfEmpty().Max();
        DataRight = FigureHeading.TextRight - LeaderLength - 6 - Math.Min(widest, MostLabelWidth);
        var places = SpreadLabels.Place(
            [.. labels.Select(label => (double)Math.Clamp(PixelOf(label.Log10Width), DataTop, DataBottom))],
            LabelHeight,
            DataTop,
            DataBottom);
        EndLabels =
        [
            .. labels.Zip(places, (label, place) => label with
            {
                Y = (float)place,
                Text = FigureText.Wrap(label.Text, StyleOf(label), MostLabelWidth, 1)[0],
            }),
        ];
    }

    public static float DataLeft => LeftPadding;

    public float Height { get; }

    public float DataTop { get; }

    public float DataRight { get; }

    public float DataBottom => Height - BottomPadding;

    public IReadOnlyList<EndLabel> EndLabels { get; }

    public PixelPadding Padding => new(LeftPadding, FigureRenderer.Width - DataRight, BottomPadding, DataTop);

    public static LabelStyle StyleOf(EndLabel label) => FigureText.Style(15.5f, Palette.Ink, bold: label.Bound is null);

    /// <summary>Pixel of a width, which may lie above the data area.</summary>
    public float PixelOf(double log10) => (float)(DataBottom - ((log10 - _low) / (_high - _low) * (DataBottom - DataTop)));

    public bool IsAbove(double log10) => log10 > _high;

    private IEnumerable<EndLabel> Labels(TheorySeries series)
    {
        foreach (var bound in series.Bounds)
        {
            var last = bound.Points.Count > 0 ? bound.Points[^1] : new(bound.InfiniteAt[^1], double.PositiveInfinity);
            yield return new(bound, WordsOf(bound, last.Log10Width), last.Samples, last.Log10Width, 0);
        }

        if (series.Measured.Count > 0)
        {
            var last = series.Measured.Where(width => width.Samples == series.Measured[^1].Samples)
                .Average(width => Math.Log10(width.Estimate ?? width.Low));
            yield return new(null, $"measured  {Slope(series.MeasuredLaw)}", series.Measured[^1].Samples, last, 0);
        }
    }

    private string WordsOf(BoundSeries bound, double last)
    {
        var slope = bound.Law.Slope is null ? string.Empty : $"  {Slope(bound.Law)}";
        var reach = IsAbove(last) && bound.InfiniteAt.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"  ({BoundText.Power(bound.Points[0].Log10Width)} to {BoundText.Power(last)})")
            : string.Empty;
        var infinite = bound switch
        {
            { InfiniteAt: [] } => string.Empty,
            { Points: [] } => "  infinite",
            { InfiniteAt: [var only] } => string.Create(CultureInfo.InvariantCulture, $", infinite at n = {only}"),
            _ => string.Create(CultureInfo.InvariantCulture, $", infinite at {bound.InfiniteAt.Count} sizes"),
        };
        return $"{bound.Title}{slope}{reach}{infinite}";
    }

    /// <summary>The exponent, and what it may be at most and at least where that is not the same.</summary>
    private static string Slope(PowerLaw law)
    {
        var exponent = law.Slope is { } slope ? $"n^{Number(slope)}" : string.Empty;
        return (law.Lower, law.Upper) switch
        {
            ({ } lower, { } upper) when Number(lower) == Number(upper) => exponent,
            ({ } lower, { } upper) => $"{exponent} ({Number(lower)} to {Number(upper)})",
            ({ } lower, null) => $"n^a, a ≥ {Number(lower)}",
            (null, { } upper) => $"n^a, a ≤ {Number(upper)}",
            _ => "slope open",
        };
    }

    private static string Number(double value) => value.ToString("0.00;-0.00;0.00", CultureInfo.InvariantCulture);
}

/// <summary>The name of a line, at its right end.</summary>
/// <param name="Bound">Null for what was measured.</param>
/// <param name="Samples">Where the line ends.</param>
/// <param name="Log10Width">At which height; above the axis and infinite too.</param>
/// <param name="Y">Middle pixel of the text.</param>
internal sealed record EndLabel(BoundSeries? Bound, string Text, int Samples, double Log10Width, float Y);
