using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Text of a figure: one family, measured before it is placed.</summary>
internal static class FigureText
{
    public static string Family
    {
        get
        {
            ShippedFont.Register();
            return ShippedFont.Family;
        }
    }

    /// <summary>Height of capitals and digits of that family, in font sizes.</summary>
    public const float CapitalHeight = 0.729f;

    public static LabelStyle Style(float size, Color color, bool bold = false) => new()
    {
        FontName = Family,
        FontSize = size,
        ForeColor = color,
        Bold = bold,
    };

    public static double WidthOf(string text, LabelStyle style)
    {
        using var paint = Paint.NewDisposablePaint();
        return style.Measure(text, paint).Width;
    }

    /// <summary>Breaks a text at spaces into lines no wider than so many pixels; the last line ends in an ellipsis where words are left.</summary>
    public static IReadOnlyList<string> Wrap(string text, LabelStyle style, double width, int mostLines)
    {
        var lines = new List<string>();
        var rest = text;
        while (rest.Length > 0 && lines.Count < mostLines)
        {
            var length = Fitting(rest, style, width);
            if (length < rest.Length && lines.Count < mostLines - 1 && rest.LastIndexOf(' ', length) is > 0 and var space)
            {
                length = space;
            }

            var line = rest[..length];
            rest = rest[length..].TrimStart();
            lines.Add(rest.Length > 0 && lines.Count == mostLines - 1 ? $"{line[..Math.Max(0, line.Length - 1)].TrimEnd()}…" : line.TrimEnd());
        }

        return lines;
    }

    /// <summary>The longest start of the text, at least one character, that is no wider than so many pixels.</summary>
    private static int Fitting(string text, LabelStyle style, double width)
    {
        if (WidthOf(text, style) <= width)
        {
            return text.Length;
        }

        var (fits, wide) = (1, text.Length);
        while (wide - fits > 1)
        {
            var middle = (fits + wide) / 2;
            (fits, wide) = WidthOf(text[..middle], style) <= width ? (middle, wide) : (fits, middle);
        }

        return fits;
    }
}
