using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Draws what stands outside the data area: heading, footer, and what the chart adds.</summary>
/// <remarks>ScottPlot has no place for such labels; a plottable that renders last may draw anywhere.</remarks>
internal sealed class FigureOverlay(FigureData figure, IFigureChart chart) : IPlottable, IRenderLast
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = ScottPlot.Axes.Default;

    public IEnumerable<LegendItem> LegendItems => [];

    private static LabelStyle FooterStyle => FigureText.Style(15, Palette.FaintInk);

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
    }

    public void RenderLast(RenderPack rp)
    {
        var pen = new FigurePen(rp);
        chart.Heading.Draw(pen);
        chart.DrawOver(pen);
        pen.Write(FooterStyle, figure.Footer + chart.FooterRemark, FigureHeading.TextLeft, chart.Height - 18);
    }
}
