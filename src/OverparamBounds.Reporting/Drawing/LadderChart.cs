using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Draws bounds as marks on one logarithmic axis, a row each, across the measured interval.</summary>
internal sealed class LadderChart : IFigureChart
{
    /// <summary>Half the length of the dots that say "up to a constant".</summary>
    private const float WhiskerLength = 20;

    /// <summary>From the right border to the mark of a bound beyond it; the arrow fills the room.</summary>
    private const float ArrowLength = 24;

    private readonly FigureData.Ladder _figure;
    private readonly LadderLayout _layout;

    public LadderChart(FigureData.Ladder figure)
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
        ChartAxes.Set(plot, _layout.Padding, _figure.X, string.Empty);
        var (low, high) = (Math.Log10(_figure.X.Minimum), Math.Log10(_figure.X.Maximum));
        plot.Axes.SetLimits(low, high, 0, 1);
        plot.Axes.Bottom.TickGenerator = ChartAxes.Ticks(DecadeTicks.Between(low, high), Math.Log10);
        plot.Axes.Left.TickGenerator = ChartAxes.Ticks([], Math.Log10);
    }

    public void DrawOver(FigurePen pen)
    {
        foreach (var row in _layout.Rows)
        {
            pen.Line(MarkStyles.Leader, _layout.DataLeft, row.Y, _layout.DataRight, row.Y);
        }

        if (_figure.Measured is { } measured)
        {
            DrawMeasured(pen, measured);
        }

        foreach (var heading in _layout.Headings)
        {
            pen.Mark(MarkStyles.Bound(heading.Kind, new(AssumptionsHold: true, IsExact: true)), FigureHeading.TextLeft + 8, heading.Y);
            pen.Write(LadderLayout.HeadingStyle, heading.Text, FigureHeading.TextLeft + LadderLayout.Indent, heading.Y);
        }

        foreach (var row in _layout.Rows)
        {
            DrawRow(pen, row);
        }

        if (_layout.Rows.Count == 0)
        {
            pen.Write(LadderLayout.CaptionStyle, "No bound has a width here.", _layout.DataLeft + 12, _layout.DataTop + 24);
            return;
        }

        pen.WriteRight(LadderLayout.CaptionStyle, LadderLayout.WidthCaption, _layout.WidthRight, _layout.CaptionY);
        if (_layout.RatioRight is { } right)
        {
            pen.WriteRight(LadderLayout.CaptionStyle, LadderLayout.RatioCaption, right, _layout.CaptionY);
        }
    }

    private static IEnumerable<LegendEntry> Legend(FigureData.Ladder figure)
    {
        var standings = figure.Rungs.Select(BoundStanding.Of).ToHashSet();
        if (standings.Contains(new(AssumptionsHold: true, IsExact: true)))
        {
            yield return new(LegendSymbols.Standing(new(AssumptionsHold: true, IsExact: true)), "a claim about this problem");
        }

        if (standings.Any(standing => !standing.AssumptionsHold))
        {
            yield return new(LegendSymbols.Standing(new(AssumptionsHold: false, IsExact: true)), "hollow: an assumption is broken here");
        }

        if (standings.Any(standing => !standing.IsExact))
        {
            yield return new(LegendSymbols.Standing(new(AssumptionsHold: true, IsExact: false)), "dots: order only, open constants taken as 1");
        }

        if (figure.Measured is not null)
        {
            yield return new(LegendSymbols.Threshold, "measured threshold, interval shaded");
        }
    }

    private void DrawMeasured(FigurePen pen, FigureMark.Threshold measured)
    {
        // A few pixels on either side keep an interval of one width visible.
        var left = Math.Max(_layout.DataLeft, _layout.PixelOf(Math.Log10(measured.Low)) - 3);
        var right = measured.High is { } high ? Math.Min(_layout.DataRight, _layout.PixelOf(Math.Log10(high)) + 3) : _layout.DataRight;
        pen.Fill(MarkStyles.ThresholdFill, left, _layout.DataTop, right, _layout.DataBottom);
        var style = FigureText.Style(16.5f, Palette.Ink, bold: true);
        var anchor = left;
        if (measured.X is { } point)
        {
            anchor = _layout.PixelOf(Math.Log10(point));
            pen.Line(MarkStyles.ThresholdLine, anchor, _layout.DataBottom, anchor, _layout.CaptionY - 9);
        }

        var width = (float)FigureText.WidthOf(measured.Label, style);
        pen.Write(style, measured.Label, anchor + 7 + width <= _layout.DataRight ? anchor + 7 : anchor - 7 - width, _layout.CaptionY);
    }

    private void DrawRow(FigurePen pen, LadderRow row)
    {
        var (bound, y) = (row.Bound, row.Y);
        var standing = BoundStanding.Of(bound);
        pen.Write(LadderLayout.RowStyle, row.Name, FigureHeading.TextLeft + LadderLayout.Indent, y);
        var x = bound.Infinite ? float.PositiveInfinity : _layout.PixelOf(bound.Log10Width ?? 0);
        if (x > _layout.DataRight)
        {
            x = _layout.DataRight - ArrowLength;
            pen.Arrow(new(2, Palette.Of(bound.Kind)), x, y, _layout.DataRight - 3, y);
        }

        if (bound.Infinite)
        {
            var words = BoundText.Infinite(bound);
            var left = x - 14 - (float)FigureText.WidthOf(words, LadderLayout.RowStyle);
            pen.Fill(new(Colors.White), left - 4, y - 10, x, y + 10);
            pen.Write(LadderLayout.RowStyle, words, left, y);
        }
        else
        {
            pen.WriteRight(LadderLayout.RowStyle, BoundText.Width(bound) ?? string.Empty, _layout.WidthRight, y);
            if (!standing.IsExact)
            {
                pen.Line(
                    MarkStyles.Whisker(bound.Kind),
                    Math.Max(x - WhiskerLength, _layout.DataLeft), y,
                    Math.Min(x + WhiskerLength, _layout.DataRight), y);
            }
        }

        pen.Mark(MarkStyles.Bound(bound.Kind, standing), x, y);
        if (_layout.RatioRight is { } right && BoundText.Ratio(bound) is { } ratio)
        {
            pen.WriteRight(LadderLayout.RowStyle, ratio, right, y);
        }
    }
}
