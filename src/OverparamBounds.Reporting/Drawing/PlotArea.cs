using OverparamBounds.Reporting.Figures;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Fills the data area of a plot: axes, grid, and marks back to front.</summary>
internal static class PlotArea
{
    /// <summary>Share of the y range left free below and above it, so that points at the ends stand whole.</summary>
    private const double YRoom = 0.035;

    /// <summary>More points than this are drawn smaller, with fainter intervals.</summary>
    private const int MostFullPoints = 40;

    /// <summary>Where a value stands between the lower and the upper frame, from 0 to 1.</summary>
    public static double YFraction(FigureAxis axis, double value)
    {
        var range = axis.Maximum - axis.Minimum;
        return ((value - axis.Minimum) / range / (1 + (2 * YRoom))) + (YRoom / (1 + (2 * YRoom)));
    }

    public static void Fill(Plot plot, FigureData figure, FigureLayout layout)
    {
        SetAxes(plot, figure, layout);
        var isCrowded = figure.Marks.OfType<FigureMark.Points>().Sum(points => points.Items.Count) > MostFullPoints;
        foreach (var mark in figure.Marks)
        {
            Add(plot, mark, layout, isCrowded);
        }
    }

    private static void SetAxes(Plot plot, FigureData figure, FigureLayout layout)
    {
        plot.Layout.Fixed(layout.Padding);
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Palette.GridLine;
        plot.Grid.MajorLineWidth = 1;

        var room = YRoom * (figure.Y.Maximum - figure.Y.Minimum);
        plot.Axes.SetLimits(layout.XLow, layout.XHigh, figure.Y.Minimum - room, figure.Y.Maximum + room);
        var widths = new NumericManual();
        foreach (var tick in WidthTicks.Between(figure.X.Minimum, figure.X.Maximum))
        {
            widths.Add(new Tick(Math.Log2(tick.Width), tick.Label ?? string.Empty, isMajor: tick.Label is not null));
        }

        var shares = new NumericManual();
        for (var tenth = 0; tenth <= 10; tenth++)
        {
            var at = figure.Y.Minimum + (tenth * (figure.Y.Maximum - figure.Y.Minimum) / 10);
            shares.Add(new Tick(at, tenth % 2 == 0 ? (at == 0 ? "0" : $"{at:0.0}") : string.Empty, isMajor: tenth % 2 == 0));
        }

        plot.Axes.Bottom.TickGenerator = widths;
        plot.Axes.Left.TickGenerator = shares;
        SetAxis(plot.Axes.Bottom, figure.X.Label);
        SetAxis(plot.Axes.Left, figure.Y.Label);

        // ScottPlot centres the line box, which leaves digits above their tick.
        plot.Axes.Left.TickLabelStyle.OffsetY = 4;
    }

    private static void SetAxis(IAxis axis, string label)
    {
        axis.Label.Text = label;
        axis.Label.FontName = axis.TickLabelStyle.FontName = FigureText.Family;
        axis.Label.FontSize = 19;
        axis.Label.Bold = false;
        axis.Label.ForeColor = axis.TickLabelStyle.ForeColor = Palette.Ink;
        axis.TickLabelStyle.FontSize = 17.5f;
        axis.FrameLineStyle.Color = axis.MajorTickStyle.Color = axis.MinorTickStyle.Color = Palette.Ink;
        axis.FrameLineStyle.Width = axis.MajorTickStyle.Width = 1.4f;
        axis.MajorTickStyle.Length = 7;
        axis.MinorTickStyle.Length = 4;
    }

    private static void Add(Plot plot, FigureMark mark, FigureLayout layout, bool isCrowded)
    {
        switch (mark)
        {
            case FigureMark.Threshold threshold:
                AddThreshold(plot, threshold, layout);
                break;
            case FigureMark.BoundLine bound when layout.IsNamed(bound):
                plot.Add.VerticalLine(bound.Log10X / Math.Log10(2)).LineStyle = MarkStyles.Bound(bound.Kind);
                break;
            case FigureMark.Level level:
                plot.Add.HorizontalLine(level.Y).LineStyle = MarkStyles.LevelLine;
                break;
            case FigureMark.Curve curve:
                AddCurve(plot, curve);
                break;
            case FigureMark.Points points:
                AddPoints(plot, points, isCrowded);
                break;
            default:
                break;
        }
    }

    private static void AddThreshold(Plot plot, FigureMark.Threshold threshold, FigureLayout layout)
    {
        // A few pixels on either side keep an interval of one width visible.
        var margin = (layout.XHigh - layout.XLow) * 4 / (FigureLayout.DataRight - FigureLayout.DataLeft);
        var low = Math.Max(layout.XLow, Math.Log2(threshold.Low) - margin);
        var high = threshold.High is { } top ? Math.Min(layout.XHigh, Math.Log2(top) + margin) : layout.XHigh;
        if (high > low)
        {
            var shade = plot.Add.HorizontalSpan(low, high);
            shade.FillStyle = MarkStyles.ThresholdFill;
            shade.LineStyle.IsVisible = false;
        }

        if (threshold.X is { } point)
        {
            plot.Add.VerticalLine(Math.Log2(point)).LineStyle = MarkStyles.ThresholdLine;
        }
    }

    private static void AddCurve(Plot plot, FigureMark.Curve curve)
    {
        double[] xs = [.. curve.Items.Select(item => Math.Log2(item.Width))];
        if (curve.HasBand)
        {
            var band = plot.Add.FillY(xs, [.. curve.Items.Select(item => item.Lower)], [.. curve.Items.Select(item => item.Upper)]);
            band.FillStyle = MarkStyles.BandFill;
            band.LineStyle = new() { IsVisible = false };
            band.MarkerStyle = MarkerStyle.None;
        }

        var line = plot.Add.ScatterLine(xs, [.. curve.Items.Select(item => item.Fitted)]);
        line.LineStyle = MarkStyles.CurveLine;
    }

    private static void AddPoints(Plot plot, FigureMark.Points points, bool isCrowded)
    {
        double[] xs = [.. points.Items.Select(item => Math.Log2(item.X))];
        double[] ys = [.. points.Items.Select(item => item.Y)];
        plot.Add.Plottable(new ErrorBar(xs, ys, null, null, null, null)
        {
            YErrorNegative = [.. points.Items.Select(item => Math.Max(0, item.Y - item.Lower))],
            YErrorPositive = [.. points.Items.Select(item => Math.Max(0, item.Upper - item.Y))],
            LineStyle = isCrowded ? MarkStyles.FaintInterval(points.Role) : MarkStyles.Interval(points.Role),
            CapSize = isCrowded ? 0 : 5,
        });
        var markers = plot.Add.Markers(xs, ys);
        markers.MarkerStyle = MarkStyles.Marker(points.Role);
        markers.MarkerStyle.Size /= isCrowded ? 2 : 1;
    }
}
