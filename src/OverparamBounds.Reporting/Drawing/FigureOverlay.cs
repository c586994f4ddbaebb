using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Draws what stands outside the data area: title, legend, labels of vertical lines, footer.</summary>
/// <remarks>ScottPlot has no place for such labels; a plottable that renders last may draw anywhere.</remarks>
internal sealed class FigureOverlay(FigureData figure, FigureLayout layout) : IPlottable, IRenderLast
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = ScottPlot.Axes.Default;

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
    }

    public void RenderLast(RenderPack rp)
    {
        DrawHeading(rp);
        foreach (var entry in layout.Legend)
        {
            DrawEntry(rp, entry);
        }

        foreach (var label in layout.Labels)
        {
            DrawLabel(rp, label);
        }

        foreach (var level in figure.Marks.OfType<FigureMark.Level>())
        {
            var y = FigureLayout.DataBottom - ((float)PlotArea.YFraction(figure.Y, level.Y) * (FigureLayout.DataBottom - layout.DataTop));
            Write(rp, FigureText.Style(16.5f, Palette.Ink), level.Label, FigureLayout.DataRight + 8, y);
        }

        var hidden = layout.HiddenLabels > 0 ? $"; {layout.HiddenLabels} more bounds in the report" : string.Empty;
        Write(rp, FigureLayout.FooterStyle, figure.Footer + hidden, FigureLayout.TextLeft, FigureLayout.Height - 18);
    }

    /// <summary>Writes from a left end on, capitals centred on <paramref name="middle"/>.</summary>
    private static void Write(RenderPack rp, LabelStyle style, string text, float left, float middle)
    {
        style.ApplyToPaint(rp.Paint);
        ScottPlot.Drawing.DrawText(rp.Canvas, text, new Pixel(left, middle + (FigureText.CapitalHeight * style.FontSize / 2)), rp.Paint);
    }

    private static void DrawLine(RenderPack rp, LineStyle style, float x1, float y1, float x2, float y2) =>
        style.Render(rp.Canvas, new PixelLine(x1, y1, x2, y2), rp.Paint);

    private void DrawHeading(RenderPack rp)
    {
        for (var line = 0; line < layout.TitleLines.Count; line++)
        {
            Write(rp, FigureLayout.TitleStyle, layout.TitleLines[line], FigureLayout.TextLeft, FigureLayout.TitleY(line));
        }

        for (var line = 0; line < layout.SubtitleLines.Count; line++)
        {
            Write(rp, FigureLayout.SubtitleStyle, layout.SubtitleLines[line], FigureLayout.TextLeft, layout.SubtitleY(line));
        }
    }

    private void DrawEntry(RenderPack rp, PlacedEntry placed)
    {
        var y = layout.LegendY(placed.Row);
        var (left, right) = (placed.Left, placed.Left + LegendRows.SymbolWidth);
        var middle = (left + right) / 2;
        switch (placed.Entry.Mark)
        {
            case FigureMark.Points points:
                DrawLine(rp, MarkStyles.Interval(points.Role), middle, y - 11, middle, y + 11);
                MarkStyles.Marker(points.Role).Render(rp.Canvas, new Pixel(middle, y), rp.Paint);
                break;
            case FigureMark.Curve curve:
                if (curve.HasBand)
                {
                    Fill(rp, MarkStyles.BandFill, left, y - 9, right, y + 9);
                }

                DrawLine(rp, MarkStyles.CurveLine, left, y, right, y);
                break;
            case FigureMark.Threshold:
                Fill(rp, MarkStyles.ThresholdFill, left, y - 9, right, y + 9);
                DrawLine(rp, MarkStyles.ThresholdLine, middle, y - 9, middle, y + 9);
                break;
            case FigureMark.BoundLine bound:
                DrawLine(rp, MarkStyles.Bound(bound.Kind), left, y, right, y);
                break;
            default:
                Write(rp, FigureLayout.LegendStyle, placed.Entry.Text, left, y);
                return;
        }

        Write(rp, FigureLayout.LegendStyle, placed.Entry.Text, right + 7, y);
    }

    private void DrawLabel(RenderPack rp, PlacedLabel label)
    {
        var y = layout.LabelY(label.Row);
        if (label.Request.Anchor is { } anchor)
        {
            DrawLine(rp, MarkStyles.Vertical(label.Request.Mark), (float)anchor, layout.DataTop, (float)anchor, y - 9);
        }

        Write(rp, FigureLayout.LabelStyle(label.Request.Mark), label.Request.Text, (float)label.Left, y);
    }

    private static void Fill(RenderPack rp, FillStyle style, float left, float top, float right, float bottom)
    {
        var rect = new PixelRect(left, right, bottom, top);
        style.Render(rp.Canvas, rect, rp.Paint);
    }
}
