using OverparamBounds.Reporting.Figures;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Draws shares against width: points, curve, threshold, and bounds as vertical lines with labels above.</summary>
internal sealed class SuccessChart : IFigureChart
{
    /// <summary>Share of the y range left free below and above it, so that points at the ends stand whole.</summary>
    private const double YRoom = 0.035;

    /// <summary>More points than this are drawn smaller, with fainter intervals.</summary>
    private const int MostFullPoints = 40;

    private readonly FigureData.Success _figure;
    private readonly SuccessLayout _layout;

    public SuccessChart(FigureData.Success figure)
    {
        _figure = figure;
        Heading = new(figure, Legend(figure));
        _layout = new(figure, Heading.Bottom);
    }

    public FigureHeading Heading { get; }

    public float Height => SuccessLayout.Height;

    public string FooterRemark => _layout.HiddenLabels > 0 ? $"; {_layout.HiddenLabels} more bounds in the report" : string.Empty;

    public void Fill(Plot plot)
    {
        SetAxes(plot);
        var isCrowded = _figure.Marks.OfType<FigureMark.Points>().Sum(points => points.Items.Count) > MostFullPoints;
        foreach (var mark in _figure.Marks)
        {
            Add(plot, mark, isCrowded);
        }
    }

    public void DrawOver(FigurePen pen)
    {
        foreach (var label in _layout.Labels)
        {
            var y = _layout.LabelY(label.Row);
            if (label.Request.Anchor is { } anchor)
            {
                pen.Line(MarkStyles.Vertical(label.Request.Mark), (float)anchor, _layout.DataTop, (float)anchor, y - 9);
            }

            pen.Write(SuccessLayout.LabelStyle(label.Request.Mark), label.Request.Text, (float)label.Left, y);
        }

        foreach (var level in _figure.Marks.OfType<FigureMark.Level>())
        {
            var y = SuccessLayout.DataBottom - ((float)YFraction(_figure.Y, level.Y) * (SuccessLayout.DataBottom - _layout.DataTop));
            pen.Write(FigureText.Style(16.5f, Palette.Ink), level.Label, SuccessLayout.DataRight + 8, y);
        }
    }

    /// <summary>Where a value stands between the lower and the upper frame, from 0 to 1.</summary>
    private static double YFraction(FigureAxis axis, double value)
    {
        var range = axis.Maximum - axis.Minimum;
        return ((value - axis.Minimum) / range / (1 + (2 * YRoom))) + (YRoom / (1 + (2 * YRoom)));
    }

    private static IEnumerable<LegendEntry> Legend(FigureData.Success figure)
    {
        foreach (var points in figure.Marks.OfType<FigureMark.Points>().Reverse())
        {
            yield return new(LegendSymbols.Points(points.Role), points.Label);
        }

        foreach (var curve in figure.Marks.OfType<FigureMark.Curve>())
        {
            yield return new(LegendSymbols.Curve(curve.HasBand), curve.Label);
        }

        if (figure.Marks.OfType<FigureMark.Threshold>().Any())
        {
            yield return new(LegendSymbols.Threshold, "measured threshold, interval shaded");
        }

        var bounds = figure.Marks.OfType<FigureMark.BoundLine>().ToList();
        foreach (var kind in bounds.Select(bound => bound.Kind).Distinct().Order())
        {
            yield return new(LegendSymbols.Line(MarkStyles.Bound(kind)), kind.LegendText());
        }

        if (bounds.Exists(bound => !bound.HoldsHere))
        {
            yield return new(null, "† an assumption does not hold here");
        }
    }

    private void SetAxes(Plot plot)
    {
        var (x, y) = (_figure.X, _figure.Y);
        ChartAxes.Set(plot, _layout.Padding, x, y.Label);
        var room = YRoom * (y.Maximum - y.Minimum);
        plot.Axes.SetLimits(_layout.XLow, _layout.XHigh, y.Minimum - room, y.Maximum + room);
        var shares = new NumericManual();
        for (var tenth = 0; tenth <= 10; tenth++)
        {
            var at = y.Minimum + (tenth * (y.Maximum - y.Minimum) / 10);
            shares.Add(new Tick(at, tenth % 2 == 0 ? (at == 0 ? "0" : $"{at:0.0}") : string.Empty, isMajor: tenth % 2 == 0));
        }

        plot.Axes.Bottom.TickGenerator = ChartAxes.Ticks(WidthTicks.Between(x.Minimum, x.Maximum), Math.Log2);
        plot.Axes.Left.TickGenerator = shares;
    }

    private void Add(Plot plot, FigureMark mark, bool isCrowded)
    {
        switch (mark)
        {
            case FigureMark.Threshold threshold:
                AddThreshold(plot, threshold);
                break;
            case FigureMark.BoundLine bound when _layout.IsNamed(bound):
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

    private void AddThreshold(Plot plot, FigureMark.Threshold threshold)
    {
        // A few pixels on either side keep an interval of one width visible.
        var margin = (_layout.XHigh - _layout.XLow) * 4 / (SuccessLayout.DataRight - SuccessLayout.DataLeft);
        var low = Math.Max(_layout.XLow, Math.Log2(threshold.Low) - margin);
        var high = threshold.High is { } top ? Math.Min(_layout.XHigh, Math.Log2(top) + margin) : _layout.XHigh;
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
