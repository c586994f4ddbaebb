using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;
using OverparamBounds.Reporting.Figures;
using ScottPlot;
using SkiaSharp;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Draws figures as SVG and PNG. The same data gives the same bytes on one machine.</summary>
public static partial class FigureRenderer
{
    /// <summary>Pixels of the PNG for each unit of the SVG.</summary>
    public const int PngScale = 2;

    /// <summary>Width of the SVG; the PNG is <see cref="PngScale"/> times as wide.</summary>
    public const int Width = 1200;

    /// <summary>Rows of a figure differ little from those above: this takes less than half the time of the usual way, for files about a tenth larger.</summary>
    private static readonly SKPngEncoderOptions PngOptions = new(SKPngEncoderFilterFlags.Up, zLibLevel: 3);

    static FigureRenderer() => Fonts.Default = FigureText.Family;

    public static string Svg(FigureData figure)
    {
        var chart = ChartOf(figure);
        using var plot = Draw(figure, chart);
        var xml = NumberClips(plot.GetSvgXml(Width, (int)chart.Height));

        var start = xml.IndexOf("<svg", StringComparison.Ordinal);
        var inside = xml.IndexOf('>', start);

        // The box lets a page scale the picture; title and description are read out to those who cannot see it.
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{xml[..inside]} viewBox=\"0 0 {Width} {(int)chart.Height}\">\n<title>{SecurityElement.Escape(figure.Title)}</title>\n<desc>{SecurityElement.Escape($"{figure.Subtitle}. {figure.Footer}")}</desc>{xml[(inside + 1)..]}");
    }

    public static byte[] Png(FigureData figure)
    {
        var chart = ChartOf(figure);
        using var plot = Draw(figure, chart);
        plot.ScaleFactor = PngScale;
        var (width, height) = (Width * PngScale, (int)chart.Height * PngScale);
        using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        plot.Render(surface.Canvas, width, height);
        using var pixels = surface.PeekPixels();
        using var png = pixels.Encode(PngOptions) ?? throw new InvalidOperationException("Skia made no PNG.");
        return png.ToArray();
    }

    internal static IFigureChart ChartOf(FigureData figure) => figure switch
    {
        FigureData.Success success => new SuccessChart(success),
        FigureData.Curves curves => new CurvesChart(curves),
        FigureData.Ladder ladder => new LadderChart(ladder),
        FigureData.Theory theory => new TheoryChart(theory),
        _ => throw new InvalidOperationException($"No chart draws {figure.GetType().Name}."),
    };

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

    private static Plot Draw(FigureData figure, IFigureChart chart)
    {
        var plot = new Plot();
        chart.Fill(plot);
        plot.Add.Plottable(new FigureOverlay(figure, chart));
        return plot;
    }
}
