using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Draws the small picture of a legend entry from a left end on, about a height.</summary>
internal delegate void LegendSymbol(FigurePen pen, float left, float middle);

/// <summary>One line of the legend: a small picture and its words; no picture for a remark.</summary>
internal sealed record LegendEntry(LegendSymbol? Symbol, string Text);

/// <summary>A legend entry with its place, in rows from the top.</summary>
internal sealed record PlacedEntry(LegendEntry Entry, int Row, float Left)
{
    public float TextLeft => Left + (Entry.Symbol is null ? 0 : LegendRows.SymbolWidth + LegendRows.SymbolGap);
}

/// <summary>Flows what a figure shows into rows above the data, where it hides nothing.</summary>
internal static class LegendRows
{
    public const float SymbolWidth = 34;

    public const float SymbolGap = 7;

    private const float EntryGap = 26;

    public static IReadOnlyList<PlacedEntry> Place(IEnumerable<LegendEntry> entries, LabelStyle style, float left, float right)
    {
        var placed = new List<PlacedEntry>();
        var (row, at) = (0, left);
        foreach (var entry in entries)
        {
            var width = new PlacedEntry(entry, 0, 0).TextLeft + (float)FigureText.WidthOf(entry.Text, style);
            if (at > left && at + width > right)
            {
                (row, at) = (row + 1, left);
            }

            placed.Add(new(entry, row, at));
            at += width + EntryGap;
        }

        return placed;
    }
}
