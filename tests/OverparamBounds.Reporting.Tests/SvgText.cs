using System.Globalization;
using System.Xml.Linq;
using OverparamBounds.Reporting.Drawing;
using ScottPlot;

namespace OverparamBounds.Reporting.Tests;

/// <summary>A text of an SVG with the box of its capitals, as the file says it, whoever drew it.</summary>
internal sealed record SvgText(string Text, double Left, double Top, double Right, double Bottom)
{
    /// <summary>Texts of the figure proper, without title and description.</summary>
    public static IReadOnlyList<SvgText> All(XElement root) =>
    [
        .. root.Descendants().Where(element => element.Name.LocalName == "text" && element.Value.Trim().Length > 0).Select(Read),
    ];

    public bool Meets(SvgText other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    private static SvgText Read(XElement element)
    {
        var text = element.Value.Trim();
        var size = Number(element.Attribute("font-size")!.Value);
        var isBold = element.Attribute("font-weight")?.Value is "bold" or "700";
        var width = FigureText.WidthOf(text, FigureText.Style((float)size, Colors.Black, isBold));
        var (x, y) = (First(element, "x"), First(element, "y"));
        var (left, top) = (x, y - (FigureText.CapitalHeight * size));
        var transform = element.Attribute("transform")?.Value ?? "translate(0 0)";
        var numbers = transform.Split('(', ')')[1].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Number).ToArray();
        return transform.StartsWith("translate", StringComparison.Ordinal)
            ? new(text, numbers[0] + left, At(numbers, 1) + top, numbers[0] + left + width, At(numbers, 1) + y)

            // The one other case is a quarter turn, (0 -1 1 0 e f): along the text is up the page.
            : new(text, numbers[4] + top, numbers[5] - left - width, numbers[4] + y, numbers[5] - left);
    }

    private static double At(double[] numbers, int at) => at < numbers.Length ? numbers[at] : 0;

    private static double First(XElement element, string name) =>
        Number((element.Attribute(name)?.Value ?? "0").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)[0]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
