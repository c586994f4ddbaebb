using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>One line of the legend: a small picture and its words; no picture for a remark.</summary>
internal sealed record LegendEntry(FigureMark? Mark, string Text);

/// <summary>A legend entry with its place, in rows from the top.</summary>
internal sealed record PlacedEntry(LegendEntry Entry, int Row, float Left);

/// <summary>Lists what a figure shows and flows it into rows above the data, where it hides nothing.</summary>
internal static class LegendRows
{
    public const float SymbolWidth = 34;

    private const float SymbolGap = 7;

    private const float EntryGap = 26;

    public static IReadOnlyList<PlacedEntry> Place(FigureData figure, LabelStyle style, float left, float right)
    {
        var placed = new List<PlacedEntry>();
        var (row, at) = (0, left);
        foreach (var entry in Entries(figure))
        {
            var symbol = entry.Mark is null ? 0 : SymbolWidth + SymbolGap;
            var width = symbol + (float)FigureText.WidthOf(entry.Text, style);
            if (at > left && at + width > right)
            {
                (row, at) = (row + 1, left);
            }

            placed.Add(new(entry, row, at));
            at += width + EntryGap;
        }

        return placed;
    }

    private static IEnumerable<LegendEntry> Entries(FigureData figure)
    {
        foreach (var points in figure.Marks.OfType<FigureMark.Points>().Reverse())
        {
            yield return new(points, points.Label);
        }

        foreach (var curve in figure.Marks.OfType<FigureMark.Curve>())
        {
            yield return new(curve, curve.Label);
        }

        foreach (var threshold in figure.Marks.OfType<FigureMark.Threshold>().Take(1))
        {
            yield return new(threshold, "measured threshold, interval shaded");
        }

        var bounds = figure.Marks.OfType<FigureMark.BoundLine>().ToList();
        foreach (var kind in bounds.Select(bound => bound.Kind).Distinct().Order())
        {
            yield return new(bounds.First(bound => bound.Kind == kind), kind == BoundKind.Heuristic ? kind.Meaning() : $"theory: {kind.Meaning()}");
        }

        if (bounds.Exists(bound => !bound.HoldsHere))
        {
            yield return new(null, "† an assumption does not hold here");
        }
    }
}
