namespace OverparamBounds.Core.Catalogues;

/// <summary>Finds what a mistyped name was meant to be.</summary>
public static class NearestName
{
    /// <summary>" Did you mean 'x'?" where a known name is close, else nothing.</summary>
    public static string Hint(string name, IEnumerable<string> known) =>
        Of(name, known) is { } near ? $" Did you mean '{near}'?" : string.Empty;

    /// <summary>The known name within an edit distance of a third of its length (at least 1); null if none.</summary>
    public static string? Of(string name, IEnumerable<string> known) =>
        known
            .Select(candidate => (Name: candidate, Edits: Edits(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.Edits <= Math.Max(1, pair.Name.Length / 3))
            .OrderBy(pair => pair.Edits)
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => pair.Name)
            .FirstOrDefault();

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours between two words.</summary>
    private static int Edits(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                var change = from[i - 1] == to[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(
                    Math.Min(table[i - 1, j], table[i, j - 1]) + 1,
                    table[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[from.Length, to.Length];
    }
}
