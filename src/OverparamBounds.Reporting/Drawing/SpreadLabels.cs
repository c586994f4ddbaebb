namespace OverparamBounds.Reporting.Drawing;

/// <summary>Moves labels in a column apart, each as little as the others allow.</summary>
internal static class SpreadLabels
{
    /// <summary>Middles at least <paramref name="apart"/> from each other that are nearest to the wanted ones in squares.</summary>
    /// <param name="wanted">Increasing.</param>
    /// <param name="low">No middle lies below it.</param>
    /// <param name="high">None lies above it, if there is room for them all.</param>
    public static IReadOnlyList<double> Place(IReadOnlyList<double> wanted, double apart, double low, double high)
    {
        // With i times the distance taken off, places need only not fall: neighbours that would are pooled at their mean.
        var blocks = new List<Block>();
        for (var i = 0; i < wanted.Count; i++)
        {
            blocks.Add(new(wanted[i] - (i * apart), 1));
            while (blocks.Count > 1 && blocks[^2].Mean > blocks[^1].Mean)
            {
                var (one, other) = (blocks[^2], blocks[^1]);
                blocks.RemoveRange(blocks.Count - 2, 2);
                blocks.Add(new(((one.Mean * one.Count) + (other.Mean * other.Count)) / (one.Count + other.Count), one.Count + other.Count));
            }
        }

        var top = Math.Max(low, high - ((wanted.Count - 1) * apart));
        return
        [
            .. blocks.SelectMany(block => Enumerable.Repeat(Math.Clamp(block.Mean, low, top), block.Count))
                .Select((place, i) => place + (i * apart)),
        ];
    }

    private sealed record Block(double Mean, int Count);
}
