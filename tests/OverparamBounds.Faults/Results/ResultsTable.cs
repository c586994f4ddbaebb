using System.Globalization;

namespace OverparamBounds.Faults.Results;

/// <summary>The table of results in a Markdown file, between two marks; lines of faults that were not run stay.</summary>
internal static class ResultsTable
{
    private const string Start = "<!-- faults: written by ./faults -->";
    private const string End = "<!-- faults: end -->";

    private static readonly IReadOnlyList<ResultRow> Planned =
    [
        ResultRow.Untried("R1", "kill -9 of workers at random"),
        ResultRow.Untried("R2", "kill -9 of the submitter"),
        ResultRow.Untried("R3", "kill -9 of the leader"),
        ResultRow.Untried("R4", "crash at each fail point"),
        ResultRow.Untried("R5", "workers stopped for longer than their lease"),
        ResultRow.Untried("R6", "immediate restart of Postgres"),
        ResultRow.Untried("R7", "backends terminated"),
        ResultRow.Untried("R8", "network cut between worker and database"),
        ResultRow.Untried("R9", "disk full for Postgres"),
        ResultRow.Untried("R10", "disk full or read-only for a worker"),
        ResultRow.Untried("R11", "clock skew"),
        ResultRow.Untried("R12", "poison trials"),
        ResultRow.Untried("R13", "pumps doubled, lost and in excess"),
        ResultRow.Untried("R14", "schema of another version"),
        ResultRow.Untried("R15", "storm of verbs"),
        ResultRow.Untried("R16", "two servers, two sweeps with the same cells"),
        ResultRow.Untried("R17", "soak"),
        ResultRow.Untried("R18", "determinism with 1, 2 and 8 workers"),
    ];

    /// <summary>Puts a line into the table.</summary>
    /// <exception cref="InvalidDataException">The file has no marks.</exception>
    public static void Update(string file, ResultRow row)
    {
        var text = File.ReadAllText(file);
        var (start, end) = (text.IndexOf(Start, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (start < 0 || end < start)
        {
            throw new InvalidDataException($"{file}: has no lines '{Start}' and '{End}' for the table to stand between.");
        }

        var rows = Planned.ToDictionary(planned => planned.Id, planned => planned.Text);
        foreach (var line in text[start..end].Split('\n'))
        {
            if (line.Split(' ') is ["|", var id, ..] && rows.ContainsKey(id))
            {
                rows[id] = line;
            }
        }

        rows[row.Id] = row.Text;
        var lines = rows.OrderBy(pair => int.Parse(pair.Key.AsSpan(1), CultureInfo.InvariantCulture)).Select(pair => pair.Value);
        File.WriteAllText(file, $"{text[..start]}{Start}\n\n{ResultRow.Header.ReplaceLineEndings("\n")}\n{string.Join('\n', lines)}\n\n{text[end..]}");
    }
}
