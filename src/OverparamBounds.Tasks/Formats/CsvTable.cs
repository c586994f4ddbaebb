namespace OverparamBounds.Tasks.Formats;

/// <summary>A field of a CSV file and where it begins.</summary>
/// <param name="Text">Unquoted, without border spaces.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">Character in the line, from 1.</param>
public readonly record struct CsvField(string Text, int Line, int Column);

/// <summary>A CSV file cut into fields: a header and rows that are all equally long.</summary>
/// <param name="File">The path, for messages.</param>
/// <param name="Header">Column names, each once.</param>
/// <param name="Rows">At least one row.</param>
public sealed record CsvTable(string File, IReadOnlyList<CsvField> Header, IReadOnlyList<IReadOnlyList<CsvField>> Rows)
{
    public IReadOnlyList<string> Names { get; } = [.. Header.Select(field => field.Text)];
}
