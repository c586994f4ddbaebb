using System.Globalization;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Charts;

/// <summary>Success against width in text, for terminals: a row a width, at most 80 columns.</summary>
public static class TextChart
{
    public const int Columns = 80;

    private const int MostRows = 24;

    private const int BarColumns = 41;

    /// <param name="unicode">Whether the terminal shows box-drawing characters; else plain ASCII.</param>
    public static IReadOnlyList<string> Lines(FindAnswer answer, bool unicode)
    {
        var glyphs = unicode ? Glyphs.Unicode : Glyphs.Ascii;
        var cells = answer.Cells.Where(cell => cell.Trials > 0).OrderBy(cell => cell.Width).ToList();
        if (cells.Count == 0)
        {
            return ["No width has been tried."];
        }

        var shown = Thin(cells, answer.Smallest);
        var level = string.Create(CultureInfo.InvariantCulture, $"{answer.Spec.Success}");
        var lines = new List<string>
        {
            $"    width     fitted  0 {Centred("success probability", BarColumns - 4)} 1",
        };
        var previous = 0;
        foreach (var at in shown)
        {
            if (at > previous)
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"          {glyphs.Gap} {at - previous} more"));
            }

            previous = at + 1;
            lines.Add(Row(cells[at], answer, glyphs));
        }

        lines.Add($"  {glyphs.Level} wanted {level}   {glyphs.Point} share   {glyphs.Left}{glyphs.Bar}{glyphs.Right} {IntervalWords.Singular(answer)}   {glyphs.Mark} inside the interval");
        return lines;
    }

    private static string Row(AnswerCell cell, FindAnswer answer, Glyphs glyphs)
    {
        var inside = answer.Smallest.WidthInterval is [{ } low, var high] && cell.Width >= low && cell.Width <= (high ?? -1);
        var verdict = cell.Certificate switch { "high" => "reaches", "low" => "below", _ => "open" };
        var counts = string.Create(CultureInfo.InvariantCulture, $"{cell.Fitted}/{cell.Trials}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(inside ? glyphs.Mark : ' ')} {cell.Width,7} {counts,10}  {Bar(cell, answer.Spec.Success, glyphs)}  {verdict}").TrimEnd();
    }

    private static string Bar(AnswerCell cell, double level, Glyphs glyphs)
    {
        var columns = new char[BarColumns];
        Array.Fill(columns, ' ');
        columns[At(level)] = glyphs.Level;
        var (lower, upper) = (At(cell.Lower), At(cell.Upper));
        for (var at = lower; at <= upper; at++)
        {
            columns[at] = at == At(level) ? glyphs.Cross : glyphs.Bar;
        }

        columns[lower] = glyphs.Left;
        columns[upper] = glyphs.Right;
        columns[At((double)cell.Fitted / cell.Trials)] = glyphs.Point;
        return new(columns);
    }

    private static int At(double share) => (int)Math.Round(Math.Clamp(share, 0, 1) * (BarColumns - 1));

    private static string Centred(string text, int columns)
    {
        var left = (columns - text.Length) / 2;
        return text.PadLeft(left + text.Length).PadRight(columns);
    }

    /// <summary>Which cells are shown: the ends, and those nearest the threshold by ratio.</summary>
    private static List<int> Thin(List<AnswerCell> cells, AnswerSmallest smallest)
    {
        var centre = Math.Log2(smallest.Width ?? (smallest.WidthInterval is [{ } low, ..] ? low : cells[^1].Width));
        return
        [
            .. Enumerable.Range(0, cells.Count)
                .OrderByDescending(at => at == 0 || at == cells.Count - 1)
                .ThenBy(at => Math.Abs(Math.Log2(cells[at].Width) - centre))
                .Take(MostRows)
                .Order(),
        ];
    }

    private sealed record Glyphs(char Left, char Bar, char Right, char Point, char Level, char Cross, char Mark, char Gap)
    {
        public static Glyphs Unicode { get; } = new('├', '─', '┤', '●', '┊', '┼', '▸', '⋮');

        public static Glyphs Ascii { get; } = new('[', '-', ']', 'o', ':', '+', '>', '.');
    }
}
