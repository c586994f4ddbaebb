using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Title, subtitle and legend at the top of a figure, with their places.</summary>
internal sealed class FigureHeading
{
    private const float TitleLine = 32;

    private const float SubtitleLine = 23;

    private const float LegendRowHeight = 25;

    private readonly IReadOnlyList<string> _titleLines;
    private readonly IReadOnlyList<string> _subtitleLines;
    private readonly IReadOnlyList<PlacedEntry> _legend;
    private readonly float _subtitleTop;
    private readonly float _legendTop;

    public FigureHeading(FigureData figure, IEnumerable<LegendEntry> legend)
    {
        _titleLines = FigureText.Wrap(figure.Title, TitleStyle, TextRight - TextLeft, 2);
        _subtitleLines = FigureText.Wrap(figure.Subtitle, SubtitleStyle, TextRight - TextLeft, 2);
        _legend = LegendRows.Place(legend, LegendStyle, TextLeft, TextRight);
        _subtitleTop = 22 + (_titleLines.Count * TitleLine);
        _legendTop = _subtitleTop + (_subtitleLines.Count * SubtitleLine) + 8;
        var rows = _legend.Count == 0 ? 0 : _legend.Max(entry => entry.Row) + 1;
        Bottom = _legendTop + (rows * LegendRowHeight) + 8;
    }

    public static float TextLeft => 24;

    public static float TextRight => FigureRenderer.Width - 24;

    public static LabelStyle LegendStyle => FigureText.Style(16.5f, Palette.Ink);

    /// <summary>The lowest pixel of the heading and the room below it.</summary>
    public float Bottom { get; }

    private static LabelStyle TitleStyle => FigureText.Style(24, Palette.Ink, bold: true);

    private static LabelStyle SubtitleStyle => FigureText.Style(16.5f, Palette.FaintInk);

    public void Draw(FigurePen pen)
    {
        for (var line = 0; line < _titleLines.Count; line++)
        {
            pen.Write(TitleStyle, _titleLines[line], TextLeft, 30 + (line * TitleLine));
        }

        for (var line = 0; line < _subtitleLines.Count; line++)
        {
            pen.Write(SubtitleStyle, _subtitleLines[line], TextLeft, _subtitleTop + (line * SubtitleLine) + (SubtitleLine / 2));
        }

        foreach (var placed in _legend)
        {
            var y = _legendTop + (placed.Row * LegendRowHeight) + (LegendRowHeight / 2);
            placed.Entry.Symbol?.Invoke(pen, placed.Left, y);
            pen.Write(LegendStyle, placed.Entry.Text, placed.TextLeft, y);
        }
    }
}
