using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Draws in pixels, anywhere on the figure.</summary>
internal sealed class FigurePen(RenderPack pack)
{
    private const float ArrowHead = 6;

    /// <summary>Writes from a left end on, capitals centred on <paramref name="middle"/>.</summary>
    public void Write(LabelStyle style, string text, float left, float middle)
    {
        EndPattern();
        style.ApplyToPaint(pack.Paint);
        ScottPlot.Drawing.DrawText(pack.Canvas, text, new Pixel(left, middle + (FigureText.CapitalHeight * style.FontSize / 2)), pack.Paint);
    }

    /// <summary>Writes up to a right end.</summary>
    public void WriteRight(LabelStyle style, string text, float right, float middle) =>
        Write(style, text, right - (float)FigureText.WidthOf(text, style), middle);

    public void Line(LineStyle style, float x1, float y1, float x2, float y2) =>
        style.Render(pack.Canvas, new PixelLine(x1, y1, x2, y2), pack.Paint);

    /// <summary>A line that ends in an arrow head, along one axis.</summary>
    public void Arrow(LineStyle style, float x1, float y1, float x2, float y2)
    {
        Line(style, x1, y1, x2, y2);
        var solid = new LineStyle(style.Width, style.Color);
        var (backX, backY) = (Math.Sign(x1 - x2) * ArrowHead, Math.Sign(y1 - y2) * ArrowHead);
        Line(solid, x2, y2, x2 + backX + backY, y2 + backY + backX);
        Line(solid, x2, y2, x2 + backX - backY, y2 + backY - backX);
    }

    public void Fill(FillStyle style, float left, float top, float right, float bottom)
    {
        EndPattern();
        style.Render(pack.Canvas, new PixelRect(left, right, bottom, top), pack.Paint);
    }

    public void Mark(MarkerStyle style, float x, float y)
    {
        EndPattern();
        style.Render(pack.Canvas, new Pixel(x, y), pack.Paint);
    }

    /// <summary>ScottPlot leaves the dashes of the line before in the paint, where Skia complains of them; its annotations know no null.</summary>
    private void EndPattern() => pack.Paint.SKPathEffect = null!;
}
