using OverparamBounds.Reporting.Figures;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>The look of axes and grid, alike in all figures.</summary>
internal static class ChartAxes
{
    public static float TickLabelSize => 17.5f;

    /// <summary>Fixes the data area and dresses both axes.</summary>
    public static void Set(Plot plot, PixelPadding padding, FigureAxis x, string yLabel)
    {
        plot.Layout.Fixed(padding);
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Palette.GridLine;
        plot.Grid.MajorLineWidth = 1;
        SetAxis(plot.Axes.Bottom, x.Label);
        SetAxis(plot.Axes.Left, yLabel);

        // ScottPlot centres the line box, which leaves digits above their tick.
        plot.Axes.Left.TickLabelStyle.OffsetY = 4;
    }

    /// <summary>Ticks of a logarithmic axis whose coordinates are logarithms.</summary>
    /// <param name="logarithm">From data units to coordinates.</param>
    public static NumericManual Ticks(IEnumerable<WidthTick> ticks, Func<double, double> logarithm)
    {
        var generator = new NumericManual();
        foreach (var tick in ticks)
        {
            generator.Add(new Tick(logarithm(tick.Width), tick.Label ?? string.Empty, isMajor: tick.Label is not null));
        }

        return generator;
    }

    private static void SetAxis(IAxis axis, string label)
    {
        axis.Label.Text = label;
        axis.Label.FontName = axis.TickLabelStyle.FontName = FigureText.Family;
        axis.Label.FontSize = 19;
        axis.Label.Bold = false;
        axis.Label.ForeColor = axis.TickLabelStyle.ForeColor = Palette.Ink;
        axis.TickLabelStyle.FontSize = TickLabelSize;
        axis.FrameLineStyle.Color = axis.MajorTickStyle.Color = axis.MinorTickStyle.Color = Palette.Ink;
        axis.FrameLineStyle.Width = axis.MajorTickStyle.Width = 1.4f;
        axis.MajorTickStyle.Length = 7;
        axis.MinorTickStyle.Length = 4;
    }
}
