using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>How one kind of figure is drawn: a layout made once, filled into a plot, and words around it.</summary>
internal interface IFigureChart
{
    FigureHeading Heading { get; }

    /// <summary>Height of the whole figure, in pixels of the unscaled figure.</summary>
    float Height { get; }

    /// <summary>What follows the footer's text; empty where nothing does.</summary>
    string FooterRemark { get; }

    /// <summary>Sets axes and padding and adds the marks that stand in the data area, back to front.</summary>
    void Fill(Plot plot);

    /// <summary>Draws what may stand anywhere, after all else.</summary>
    void DrawOver(FigurePen pen);
}
