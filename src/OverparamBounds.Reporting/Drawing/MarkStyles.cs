using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>How marks look, alike in the data area and in the legend.</summary>
internal static class MarkStyles
{
    public static LineStyle CurveLine => new(2.2f, Palette.Curve, LinePattern.Dashed);

    public static FillStyle BandFill => new(Palette.Curve.WithAlpha(0.13));

    public static LineStyle ThresholdLine => new(3, Palette.Ink);

    public static FillStyle ThresholdFill => new(Palette.ThresholdShade.WithAlpha(0.34));

    public static LineStyle LevelLine => new(1.4f, Palette.FaintInk);

    public static LineStyle Interval(PointRole role) => new(2.2f, Palette.Of(role));

    public static LineStyle FaintInterval(PointRole role) => new(1, Palette.Of(role).WithAlpha(0.3));

    public static LineStyle Bound(BoundKind kind) => new(2.4f, Palette.Of(kind), Palette.PatternOf(kind));

    public static LineStyle Vertical(FigureMark mark) =>
        mark is FigureMark.BoundLine bound ? Bound(bound.Kind) : ThresholdLine;

    /// <summary>Filled where something is certified, hollow where nothing is.</summary>
    public static MarkerStyle Marker(PointRole role) => Outlined(
        Palette.ShapeOf(role),
        role == PointRole.FallsShort ? 15 : 12,
        role == PointRole.Open ? Colors.White : Palette.Of(role),
        Palette.Of(role));

    public static LineStyle MeasuredInterval => new(1.8f, Palette.Ink);

    /// <summary>In the colour that shades the measured interval elsewhere.</summary>
    public static MarkerStyle MeasuredMarker => Outlined(MarkerShape.FilledCircle, 9, Palette.ThresholdShade, Palette.Ink);

    public static FillStyle GapFill => new(Palette.FaintInk.WithAlpha(0.16));

    /// <summary>Says that a mark may stand elsewhere by an unknown factor.</summary>
    public static LineStyle Whisker(BoundKind kind) => new(2, Palette.Of(kind), new LinePattern([2, 3], 0, "fine dots"));

    /// <summary>From the name of a bound to its mark.</summary>
    public static LineStyle Leader => new(1, Palette.GridLine);

    /// <summary>Filled where a bound is a claim, tinted where it is an order, hollow where an assumption is broken.</summary>
    public static MarkerStyle Bound(BoundKind kind, BoundStanding standing) => Outlined(
        Palette.ShapeOf(kind),
        Palette.ShapeOf(kind) is MarkerShape.FilledSquare ? 11 : 13,
        standing switch
        {
            { AssumptionsHold: false } => Colors.White,
            { IsExact: false } => Palette.Of(kind).Lighten(0.65),
            _ => Palette.Of(kind),
        },
        Palette.Of(kind));

    /// <summary>Colour by kind; the pattern says how much of a claim it is.</summary>
    public static LineStyle Series(BoundKind kind, BoundStanding standing) => new(2.4f, Palette.Of(kind), Palette.PatternOf(standing));

    /// <summary>The line of one of several series. Colours, patterns and shapes take turns of 7, 4 and 5.</summary>
    public static LineStyle SeriesLine(int series) => new(
        2, Palette.Series[series % Palette.Series.Count], Palette.SeriesPatterns[series % Palette.SeriesPatterns.Count]);

    public static LineStyle SeriesInterval(int series) => new(1.8f, Palette.Series[series % Palette.Series.Count]);

    public static LineStyle FaintSeriesInterval(int series) => new(1, Palette.Series[series % Palette.Series.Count].WithAlpha(0.3));

    /// <summary>The first five series are filled, the next five hollow, and so on.</summary>
    public static MarkerStyle SeriesMarker(int series)
    {
        var color = Palette.Series[series % Palette.Series.Count];
        var shape = Palette.SeriesShapes[series % Palette.SeriesShapes.Count];
        var size = shape is MarkerShape.FilledCircle or MarkerShape.FilledSquare ? 10 : 12;
        return Outlined(shape, size, series / Palette.SeriesShapes.Count % 2 == 0 ? color : Colors.White, color);
    }

    /// <summary>Between two parts of a figure.</summary>
    public static LineStyle Divider => new(1.4f, Palette.Ink);

    private static MarkerStyle Outlined(MarkerShape shape, float size, Color fill, Color outline) => new(shape, size)
    {
        FillColor = fill,
        OutlineColor = outline,
        OutlineWidth = 2,
        LineColor = outline,
    };
}
