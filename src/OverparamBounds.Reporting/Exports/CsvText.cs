using System.Globalization;
using System.Text;

namespace OverparamBounds.Reporting.Exports;

/// <summary>Comma-separated values as RFC 4180 quotes them, with lines that end in LF.</summary>
internal sealed class CsvText
{
    private static readonly char[] NeedQuotes = [',', '"', '\r', '\n'];

    private readonly StringBuilder _text = new();
    private bool _lineHasCells;

    public CsvText(params IReadOnlyList<string> header)
    {
        foreach (var name in header)
        {
            Add(name);
        }

        EndLine();
    }

    /// <summary>A text cell. One that a spreadsheet would run as a formula gets an apostrophe in front.</summary>
    public CsvText Add(string? value)
    {
        var text = value ?? string.Empty;
        return Append(text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text);
    }

    public CsvText Add(long? value) => Append(value?.ToString(CultureInfo.InvariantCulture) ?? string.Empty);

    /// <summary>The shortest text that reads back as the same number; empty where there is none or it is not finite.</summary>
    public CsvText Add(double? value) =>
        Append(value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : string.Empty);

    public void EndLine()
    {
        _text.Append('\n');
        _lineHasCells = false;
    }

    public override string ToString() => _text.ToString();

    private CsvText Append(string cell)
    {
        if (_lineHasCells)
        {
            _text.Append(',');
        }

        _lineHasCells = true;
        _text.Append(cell.IndexOfAny(NeedQuotes) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        return this;
    }
}
