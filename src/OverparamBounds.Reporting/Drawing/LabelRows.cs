using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>A label that belongs to a vertical line, before it has a place.</summary>
/// <param name="Anchor">Pixel of its line; null for a label at the right border that has no line in sight.</param>
/// <param name="Width">Pixels of its text.</param>
internal sealed record LabelRequest(FigureMark Mark, string Text, double? Anchor, double Width);

/// <summary>A label with a place.</summary>
/// <param name="Row">0 is the row next to the data; lines rise to the row of their label.</param>
/// <param name="Left">Left pixel of the text.</param>
internal sealed record PlacedLabel(LabelRequest Request, int Row, double Left)
{
    public double Right => Left + Request.Width;
}

/// <summary>
/// Stacks labels in rows above the data so that no text meets another text and no line crosses a text. Each stands
/// beside the top end of its line, to its right if there is room, else to its left.
/// </summary>
internal static class LabelRows
{
    private const double Gap = 6;

    /// <summary>Clearance between two texts in one row.</summary>
    private const double Apart = 16;

    /// <summary>Steps after which a search gives up.</summary>
    private const int MostSteps = 3000;

    /// <summary>Places labels between two pixels in as few rows as hold them all.</summary>
    /// <param name="requests">The most important first; where not all find room, the last ones are left out.</param>
    public static IReadOnlyList<PlacedLabel> Place(
        IReadOnlyList<LabelRequest> requests, double left, double right, int mostRows)
    {
        var attempts = Enumerable.Range(1, mostRows).Select(rows => (requests.Count, rows))
            .Concat(Enumerable.Range(1, Math.Max(0, requests.Count - 1)).Select(fewer => (requests.Count - fewer, mostRows)));
        foreach (var (count, rows) in attempts)
        {
            if (new Search(requests.Take(count), left, right, rows).Run() is { } placed)
            {
                return placed;
            }
        }

        return [];
    }

    /// <summary>Depth-first search over places, label by label.</summary>
    private sealed class Search(IEnumerable<LabelRequest> requests, double left, double right, int rows)
    {
        // From right to left, so that a new line passes beside, not through, the texts to the right of earlier ones.
        private readonly List<LabelRequest> _requests =
            [.. requests.OrderByDescending(request => request.Anchor ?? double.MaxValue)];

        private readonly List<PlacedLabel> _placed = [];
        private int _steps;

        /// <summary>All labels with their places; null where none were found.</summary>
        public List<PlacedLabel>? Run() => PlaceFrom(0) ? _placed : null;

        private bool PlaceFrom(int at)
        {
            if (at == _requests.Count)
            {
                return true;
            }

            foreach (var candidate in Candidates(_requests[at], left, right, rows))
            {
                if (_steps++ > MostSteps)
                {
                    return false;
                }

                if (_placed.TrueForAll(other => AreClear(candidate, other)))
                {
                    _placed.Add(candidate);
                    if (PlaceFrom(at + 1))
                    {
                        return true;
                    }

                    _placed.RemoveAt(_placed.Count - 1);
                }
            }

            return false;
        }
    }

    private static IEnumerable<PlacedLabel> Candidates(LabelRequest request, double left, double right, int mostRows)
    {
        for (var row = 0; row < mostRows; row++)
        {
            if (request.Anchor is not { } anchor)
            {
                yield return new(request, row, right - request.Width);
                continue;
            }

            if (anchor + Gap + request.Width <= right)
            {
                yield return new(request, row, anchor + Gap);
            }

            if (anchor - Gap - request.Width >= left)
            {
                yield return new(request, row, anchor - Gap - request.Width);
            }
        }
    }

    private static bool AreClear(PlacedLabel one, PlacedLabel other)
    {
        var textsMeet = one.Row == other.Row && one.Left < other.Right + Apart && other.Left < one.Right + Apart;
        return !textsMeet && !Crosses(one, other) && !Crosses(other, one);
    }

    /// <summary>Whether the line of one label passes through the text of another.</summary>
    private static bool Crosses(PlacedLabel line, PlacedLabel text) =>
        line.Request.Anchor is { } anchor && line.Row >= text.Row && anchor > text.Left - 3 && anchor < text.Right + 3;
}
