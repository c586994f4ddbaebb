using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;
using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Draws figures as SVG and PNG. The same data gives the same bytes on one machine.</summary>
public static partial class FigureRenderer
{
    /// <summary>Pixels of the PNG for each unit of the SVG.</summary>
    public const int PngScale = 2;

    /// <summary>Width of the SVG; the PNG is <see cref="PngScale"/> times as wide.</summary>
    public const int Width = FigureLayout.Width;

    public const int Height = FigureLayout.Height;

    static FigureRenderer() => Fonts.Default = FigureText.Family;

    public static string Svg(FigureData figure)
    {
        using var plot = Draw(figure);
        var xml = NumberClips(plot.GetSvgXml(Width, Height));

        var start = xml.IndexOf("<svg", StringComparison.Ordinal);
        var inside = xml.IndexOf('>', start);

        // The box lets a page scale the picture; the title is read out to those who cannot see it.
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{xml[..inside]} viewBox=\"0 0 {Width} {Height}\">\n<title>{SecurityElement.Escape(figure.Title)}</title>{xml[(inside + 1)..]}");
    }

    public static byte[] Png(FigureData figure)
    {
        using var plot = Draw(figure);
        plot.ScaleFactor = PngScale;
        return plot.GetImage(Width * PngScale, Height * PngScale).GetImageBytes(ImageFormat.Png);
    }

    /// <summary>Skia counts clip paths for the whole process; counted within the file, equal figures are equal bytes.</summary>
    private static string NumberClips(string svg)
    {
        var names = new Dictionary<string, string>();
        return ClipName().Replace(svg, match =>
        {
            var name = match.Groups["name"].Value;
            names.TryAdd(name, string.Create(CultureInfo.InvariantCulture, $"clip{names.Count + 1}"));
            return $"{match.Groups["before"].Value}{names[name]}{match.Groups["after"].Value}";
        });
    }

    [GeneratedRegex("""(?<before> id="|"url\(#)(?<name>cl_[0-9a-f]+)(?<after>"|\)")""")]
    private static partial Regex ClipName();

    private static Plot Draw(FigureData figure)
    {
        var layout = new FigureLayout(figure);
        var plot = new Plot();
        PlotArea.Fill(plot, figure, layout);
        plot.Add.Plottable(new FigureOverlay(figure, layout));
        return plot;
    }
}
