using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>The small pictures of legends.</summary>
internal static class LegendSymbols
{
    private const float Width = LegendRows.SymbolWidth;

    public static LegendSymbol Threshold { get; } = (pen, left, middle) =>
    {
        pen.Fill(MarkStyles.ThresholdFill, left, middle - 9, left + Width, middle + 9);
        pen.Line(MarkStyles.ThresholdLine, left + (Width / 2), middle - 9, left + (Width / 2), middle + 9);
    };

    public static LegendSymbol Gap { get; } = (pen, left, middle) => pen.Fill(MarkStyles.GapFill, left, middle - 9, left + Width, middle + 9);

    public static LegendSymbol Measured { get; } = (pen, left, middle) =>
    {
        var x = left + (Width / 2);
        pen.Line(MarkStyles.ThresholdLine, left, middle, left + Width, middle);
        pen.Line(MarkStyles.MeasuredInterval, x, middle - 11, x, middle + 11);
        pen.Mark(MarkStyles.MeasuredMarker, x, middle);
    };

    public static LegendSymbol Points(PointRole role) => (pen, left, middle) =>
    {
        var x = left + (Width / 2);
        pen.Line(MarkStyles.Interval(role), x, middle - 11, x, middle + 11);
        pen.Mark(MarkStyles.Marker(role), x, middle);
    };

    public static LegendSymbol Curve(bool hasBand) => (pen, left, middle) =>
    {
        if (hasBand)
        {
            pen.Fill(MarkStyles.BandFill, left, middle - 9, left + Width, middle + 9);
        }

        pen.Line(MarkStyles.CurveLine, left, middle, left + Width, middle);
    };

    public static LegendSymbol Line(LineStyle style) => (pen, left, middle) => pen.Line(style, left, middle, left + Width, middle);

    /// <summary>One of several series.</summary>
    public static LegendSymbol Series(int series) => (pen, left, middle) =>
    {
        pen.Line(MarkStyles.SeriesLine(series), left, middle, left + Width, middle);
        pen.Mark(MarkStyles.SeriesMarker(series), left + (Width / 2), middle);
    };

    /// <summary>The mark of a kind on a line.</summary>
    public static LegendSymbol Kind(BoundKind kind) => (pen, left, middle) =>
    {
        pen.Line(new(2.4f, Palette.Of(kind)), left, middle, left + Width, middle);
        pen.Mark(MarkStyles.Bound(kind, new(AssumptionsHold: true, IsExact: true)), left + (Width / 2), middle);
    };

    /// <summary>A mark in no kind's colour, which shows a standing.</summary>
    public static LegendSymbol Standing(BoundStanding standing) => (pen, left, middle) =>
    {
        var x = left + (Width / 2);
        if (!standing.IsExact)
        {
            pen.Line(MarkStyles.Whisker(BoundKind.Heuristic), left, middle, left + Width, middle);
        }

        pen.Mark(MarkStyles.Bound(BoundKind.Heuristic, standing), x, middle);
    };
}
