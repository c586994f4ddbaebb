using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Draws widths against samples: measured intervals, a line a bound, and its name at the line's end.</summary>
internal sealed class TheoryChart : IFigureChart
{
    /// <summary>More sizes than this are drawn with smaller marks.</summary>
    private const int MostFullSizes = 15;

    private readonly FigureData.Theory _figure;
    private readonly TheoryLayout _layout;

    public TheoryChart(FigureData.Theory figure)
    {
        _figure = figure;
        Heading = new(figure, Legend(figure));
        _layout = new(figure, Heading.Bottom);
    }

    public FigureHeading Heading { get; }

    public float Height => _layout.Height;

    public string FooterRemark => string.Empty;

    public void Fill(Plot plot)
    {
        SetAxes(plot);
        AddGap(plot);
        foreach (var bound in _figure.Series.Bounds.Where(bound => bound.Points.Count > 0))
        {
            var line = plot.Add.ScatterLine(
                bound.Points.Select(point => Math.Log10(point.Samples)).ToArray(),
                bound.Points.Select(point => point.Log10Width).ToArray());
            line.LineStyle = MarkStyles.Series(bound.Kind, bound.Standing);
        }
    }

    public void DrawOver(FigurePen pen)
    {
        foreach (var bound in _figure.Series.Bounds)
        {
            var mark = MarkStyles.Bound(bound.Kind, bound.Standing);
            mark.Size /= bound.Points.Count > MostFullSizes ? 2 : 1;
            foreach (var point in bound.Points.Where(point => !_layout.IsAbove(point.Log10Width)))
            {
                pen.Mark(mark, PixelOf(point.Samples), _layout.PixelOf(point.Log10Width));
            }
        }

        DrawMeasured(pen);
        foreach (var label in _layout.EndLabels)
        {
            DrawLabel(pen, label);
        }
    }

    private static IEnumerable<LegendEntry> Legend(FigureData.Theory figure)
    {
        var series = figure.Series;
        if (series.Measured.Count > 0)
        {
            yield return new(LegendSymbols.Measured, "measured threshold with its interval");
        }

        if (series.Gap.Count > 1)
        {
            yield return new(LegendSymbols.Gap, "from the largest valid Necessary bound to what was measured");
        }

        foreach (var kind in series.Bounds.Select(bound => bound.Kind).Distinct().Order())
        {
            yield return new(LegendSymbols.Kind(kind), kind.LegendText());
        }

        foreach (var standing in series.Bounds.Select(bound => bound.Standing).Distinct()
            .OrderByDescending(standing => standing.AssumptionsHold).ThenByDescending(standing => standing.IsExact))
        {
            yield return new(
                LegendSymbols.Line(MarkStyles.Series(BoundKind.Heuristic, standing)),
                standing switch
                {
                    { AssumptionsHold: true, IsExact: true } => "all assumptions hold",
                    { AssumptionsHold: true, IsExact: false } => "order only",
                    { AssumptionsHold: false, IsExact: true } => "an assumption is broken",
                    _ => "an assumption is broken, and order only",
                });
        }
    }

    /// <summary>Writes a name and leads to it from its line's end; an arrow where that lies above the axis.</summary>
    private void DrawLabel(FigurePen pen, EndLabel label)
    {
        var style = new LineStyle(1.6f, label.Bound is { } bound ? Palette.Of(bound.Kind) : Palette.Ink);
        var left = _layout.DataRight;
        var textLeft = left + TheoryLayout.LeaderLength + 6;
        if (_layout.IsAbove(label.Log10Width))
        {
            pen.Arrow(style, textLeft - 12, label.Y + 8, textLeft - 12, label.Y - 8);
        }
        else
        {
            var end = _layout.PixelOf(label.Log10Width);
            pen.Line(style, PixelOf(label.Samples) + 10, end, left + 4, end);
            pen.Line(style, left + 4, end, textLeft - 10, label.Y);
            pen.Line(style, textLeft - 10, label.Y, textLeft - 4, label.Y);
        }

        pen.Write(TheoryLayout.StyleOf(label), label.Text, textLeft, label.Y);
    }

    private float PixelOf(int samples)
    {
        var (low, high) = (Math.Log10(_figure.X.Minimum), Math.Log10(_figure.X.Maximum));
        return (float)(TheoryLayout.DataLeft + ((Math.Log10(samples) - low) / (high - low) * (_layout.DataRight - TheoryLayout.DataLeft)));
    }

    private void SetAxes(Plot plot)
    {
        var (x, y) = (_figure.X, _figure.Y);
        ChartAxes.Set(plot, _layout.Padding, x, y.Label);
        plot.Axes.SetLimits(Math.Log10(x.Minimum), Math.Log10(x.Maximum), Math.Log10(y.Minimum), Math.Log10(y.Maximum));
        plot.Axes.Bottom.TickGenerator = ChartAxes.Ticks(SampleTicks(), Math.Log10);
        plot.Axes.Left.TickGenerator = ChartAxes.Ticks(DecadeTicks.Between(Math.Log10(y.Minimum), Math.Log10(y.Maximum)), Math.Log10);
    }

    private IReadOnlyList<WidthTick> SampleTicks() => ValueTicks.At(
        _figure.Series.Measured.Select(width => width.Samples)
            .Concat(_figure.Series.Bounds.SelectMany(bound => bound.Points).Select(point => point.Samples)),
        PixelOf);

    private void AddGap(Plot plot)
    {
        var gap = _figure.Series.Gap;
        if (gap.Count < 2)
        {
            return;
        }

        var band = plot.Add.FillY(
            [.. gap.Select(width => Math.Log10(width.Samples))],
            [.. gap.Select(width => width.Log10Low)],
            [.. gap.Select(width => width.Log10High)]);
        band.FillStyle = MarkStyles.GapFill;
        band.LineStyle = new() { IsVisible = false };
        band.MarkerStyle = MarkerStyle.None;
    }

    private void DrawMeasured(FigurePen pen)
    {
        var middles = _figure.Series.Measured
            .Where(width => width.Estimate is not null)
            .GroupBy(width => width.Samples)
            .Select(group => new SeriesPoint(group.Key, group.Average(width => Math.Log10(width.Estimate ?? 1))))
            .ToList();
        foreach (var (one, next) in middles.Zip(middles.Skip(1)))
        {
            pen.Line(
                MarkStyles.ThresholdLine,
                PixelOf(one.Samples), _layout.PixelOf(one.Log10Width),
                PixelOf(next.Samples), _layout.PixelOf(next.Log10Width));
        }

        foreach (var width in _figure.Series.Measured)
        {
            var (x, low) = (PixelOf(width.Samples), _layout.PixelOf(Math.Log10(width.Low)));
            if (width.High is { } top)
            {
                var high = _layout.PixelOf(Math.Log10(top));
                pen.Line(MarkStyles.MeasuredInterval, x, low, x, high);
                pen.Line(MarkStyles.MeasuredInterval, x - 8, high, x + 8, high);
            }
            else
            {
                pen.Arrow(MarkStyles.MeasuredInterval, x, low, x, low - 44);
            }

            pen.Line(MarkStyles.MeasuredInterval, x - 8, low, x + 8, low);
            if (width.Estimate is { } estimate)
            {
                pen.Mark(MarkStyles.MeasuredMarker, x, _layout.PixelOf(Math.Log10(estimate)));
            }
        }
    }
}
