using System.Globalization;
using OverparamBounds.Reporting.Figures;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Draws the shares of several sweeps against width, and a row a sweep with its smallest width below.</summary>
internal sealed class CurvesChart : IFigureChart
{
    /// <summary>Share of the y range left free below and above it, so that points at the ends stand whole.</summary>
    private const double YRoom = 0.035;

    /// <summary>A sweep of more widths is drawn with smaller marks and fainter intervals.</summary>
    private const int MostFullPoints = 20;

    /// <summary>Up to so many widths have a tick each.</summary>
    private const int MostWidthTicks = 14;

    private readonly FigureData.Curves _figure;
    private readonly CurvesLayout _layout;

    public CurvesChart(FigureData.Curves figure)
    {
        _figure = figure;
        Heading = new(figure, []);
        _layout = new(figure, Heading.Bottom);
    }

    public FigureHeading Heading { get; }

    public float Height => _layout.Height;

    public string FooterRemark => string.Empty;

    private static LabelStyle CaptionStyle => FigureText.Style(16.5f, Palette.FaintInk);

    public void Fill(Plot plot)
    {
        SetAxes(plot);
        plot.Add.HorizontalLine(_figure.Level).LineStyle = MarkStyles.LevelLine;
        plot.Add.HorizontalLine(_figure.Y.Minimum - YRoom).LineStyle = MarkStyles.Divider;

        // The first curve stands in front, as it stands first in the rows.
        for (var sweep = _figure.Sweeps.Count - 1; sweep >= 0; sweep--)
        {
            Add(plot, _figure.Sweeps[sweep].Points, sweep);
        }
    }

    public void DrawOver(FigurePen pen)
    {
        pen.Write(CaptionStyle, _figure.Y.Label, FigureHeading.TextLeft, _layout.DataTop - 16);
        pen.Write(
            CaptionStyle,
            string.Create(CultureInfo.InvariantCulture, $"smallest width that reaches {_figure.Level}, with its interval at confidence {_figure.Confidence}"),
            CurvesLayout.DataLeft + 16,
            _layout.CaptionY);
        var level = _layout.SharesBottom - ((float)((_figure.Level + YRoom) / (1 + (2 * YRoom))) * (_layout.SharesBottom - _layout.DataTop));
        pen.Write(
            FigureText.Style(16.5f, Palette.Ink),
            string.Create(CultureInfo.InvariantCulture, $"p0 = {_figure.Level}"),
            CurvesLayout.DataRight + 8,
            level);
        foreach (var row in _layout.Rows)
        {
            DrawRow(pen, row);
        }
    }

    private void DrawRow(FigurePen pen, CurveRow row)
    {
        LegendSymbols.Series(row.Sweep)(pen, CurvesLayout.DataLeft - LegendRows.SymbolWidth - 14, row.NameY);
        pen.Write(CurvesLayout.NameStyle, row.Name, row.NameLeft, row.NameY);
        if (_figure.Sweeps[row.Sweep].Smallest is not { } smallest)
        {
            return;
        }

        var style = MarkStyles.SeriesInterval(row.Sweep);
        pen.Line(style, row.Low, row.MarkY - 6, row.Low, row.MarkY + 6);
        if (smallest.High is null)
        {
            pen.Arrow(style, row.Low, row.MarkY, row.High, row.MarkY);
            return;
        }

        pen.Line(style, row.Low, row.MarkY, row.High, row.MarkY);
        pen.Line(style, row.High, row.MarkY - 6, row.High, row.MarkY + 6);
        if (smallest.Estimate is { } estimate)
        {
            pen.Mark(MarkStyles.SeriesMarker(row.Sweep), Math.Clamp(_layout.PixelOf(estimate), row.Low, row.High), row.MarkY);
        }
    }

    private void SetAxes(Plot plot)
    {
        ChartAxes.Set(plot, _layout.Padding, _figure.X, string.Empty);

        // The rows take up what the axis of shares has below its divider.
        var (bottom, top) = (_figure.Y.Minimum - YRoom, _figure.Y.Maximum + YRoom);
        var rows = (top - bottom) * (_layout.DataBottom - _layout.SharesBottom) / (_layout.SharesBottom - _layout.DataTop);
        plot.Axes.SetLimits(Math.Log2(_figure.X.Minimum), Math.Log2(_figure.X.Maximum), bottom - rows, top);
        var shares = new NumericManual();
        for (var tenth = 0; tenth <= 10; tenth++)
        {
            var at = tenth / 10.0;
            shares.Add(new Tick(at, tenth % 2 == 0 ? (tenth == 0 ? "0" : at.ToString("0.0", CultureInfo.InvariantCulture)) : string.Empty, isMajor: tenth % 2 == 0));
        }

        plot.Axes.Left.TickGenerator = shares;
        plot.Axes.Bottom.TickGenerator = ChartAxes.Ticks(Ticks(), Math.Log2);
    }

    /// <summary>Where few widths were tried, each has its tick.</summary>
    private IReadOnlyList<WidthTick> Ticks()
    {
        var widths = _figure.Sweeps.SelectMany(curve => curve.Points).Select(point => (int)point.X).Distinct().ToList();
        return widths.Count is > 0 and <= MostWidthTicks
            ? ValueTicks.At(widths, width => _layout.PixelOf(width))
            : WidthTicks.Between(_figure.X.Minimum, _figure.X.Maximum);
    }

    private void Add(Plot plot, IReadOnlyList<IntervalPoint> points, int sweep)
    {
        var isCrowded = points.Count > MostFullPoints;
        double[] xs = [.. points.Select(point => _layout.CoordinateOf(point.X, sweep, _figure.Sweeps.Count))];
        double[] ys = [.. points.Select(point => point.Y)];
        var line = plot.Add.ScatterLine(xs, ys);
        line.LineStyle = MarkStyles.SeriesLine(sweep);
        plot.Add.Plottable(new ErrorBar(xs, ys, null, null, null, null)
        {
            YErrorNegative = [.. points.Select(point => Math.Max(0, point.Y - point.Lower))],
            YErrorPositive = [.. points.Select(point => Math.Max(0, point.Upper - point.Y))],
            LineStyle = isCrowded ? MarkStyles.FaintSeriesInterval(sweep) : MarkStyles.SeriesInterval(sweep),
            CapSize = isCrowded ? 0 : 4,
        });
        var markers = plot.Add.Markers(xs, ys);
        markers.MarkerStyle = MarkStyles.SeriesMarker(sweep);
        markers.MarkerStyle.Size /= isCrowded ? 2 : 1;
    }
}
