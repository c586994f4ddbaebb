using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.LabelModes;

/// <summary>Labels drawn uniformly, all of them anew until every class occurs.</summary>
internal static class RandomLabels
{
    private const int Tries = 100_000;

    /// <param name="owner">What asked for them, for the message.</param>
    /// <exception cref="RequestException">There are too few rows for so many classes.</exception>
    public static int[] Draw(int rows, int classes, RandomSequence draws, string owner)
    {
        var labels = new int[rows];
        var seen = new bool[classes];
        for (var attempt = 0; rows >= classes && attempt < Tries; attempt++)
        {
            Array.Clear(seen);
            for (var row = 0; row < rows; row++)
            {
                labels[row] = draws.NextIndex(classes);
                seen[labels[row]] = true;
            }

            if (!seen.Contains(false))
            {
                return labels;
            }
        }

        throw new RequestException(rows < classes
            ? $"{owner}: {rows} rows cannot show {classes} classes. Use at least {classes} rows."
            : $"{owner}: {Tries} draws of {rows} rows never showed all {classes} classes. Use more rows.");
    }
}
