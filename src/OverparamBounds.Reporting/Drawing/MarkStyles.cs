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
    public static MarkerStyle Marker(PointRole role) => new(Palette.ShapeOf(role), role == PointRole.FallsShort ? 15 : 12)
    {
        FillColor = role == PointRole.Open ? Colors.White : Palette.Of(role),
        OutlineColor = Palette.Of(role),
        OutlineWidth = 2,
        LineColor = Palette.Of(role),
    };
}
