using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Tasks.Sequences;

/// <summary>The sequences of a task, each written by exactly one row of digits, one digit a choice.</summary>
internal static class DigitRows
{
    /// <summary>How many rows <see cref="Choose"/> returns.</summary>
    /// <param name="radices">Number of values of each digit, the highest digit first.</param>
    /// <param name="most">Rows at most.</param>
    public static int Count(IReadOnlyList<int> radices, int most)
    {
        long all = 1;
        foreach (var radix in radices)
        {
            all *= radix;
            if (all > most)
            {
                return most;
            }
        }

        return (int)all;
    }

    /// <returns>
    /// All rows in counting order where there are no more than <paramref name="most"/>, else as many, drawn digit by
    /// digit; a row that was drawn before is drawn again.
    /// </returns>
    public static IReadOnlyList<int[]> Choose(IReadOnlyList<int> radices, int most, RandomSequence draws)
    {
        // One more than asked for tells whether there are more.
        return Count(radices, most + 1) <= most ? All(radices, most) : Draw(radices, most, draws);
    }

    private static List<int[]> All(IReadOnlyList<int> radices, int most)
    {
        var rows = new List<int[]>();
        for (var number = 0; number < Count(radices, most); number++)
        {
            var row = new int[radices.Count];
            var rest = number;
            for (var digit = radices.Count - 1; digit >= 0; digit--)
            {
                (rest, row[digit]) = Math.DivRem(rest, radices[digit]);
            }

            rows.Add(row);
        }

        return rows;
    }

    private static List<int[]> Draw(IReadOnlyList<int> radices, int count, RandomSequence draws)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var rows = new List<int[]>();
        while (rows.Count < count)
        {
            var row = new int[radices.Count];
            for (var digit = 0; digit < row.Length; digit++)
            {
                row[digit] = draws.NextIndex(radices[digit]);
            }

            if (seen.Add(string.Create(row.Length, row, (text, digits) =>
            {
                for (var at = 0; at < digits.Length; at++)
                {
                    text[at] = (char)digits[at];
                }
            })))
            {
                rows.Add(row);
            }
        }

        return rows;
    }
}
