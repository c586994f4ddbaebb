using System.Text;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Formats;

/// <summary>
/// Cuts CSV into fields: UTF-8 with or without a byte order mark, LF or CRLF, commas, a header row. A quoted field may
/// hold commas, line breaks and doubled quotes; spaces outside quotes are dropped; empty lines at the end are ignored.
/// </summary>
public static class Csv
{
    /// <exception cref="RequestException">The file is not such a table; the message names line and column.</exception>
    public static CsvTable Read(FileContent file)
    {
        var lines = new Cutter(file.Name, Utf8Text.Decode(file)).Cut();
        while (lines.Count > 0 && lines[^1] is [{ Text: "" }])
        {
            lines.RemoveAt(lines.Count - 1);
        }

        if (lines.Count == 0)
        {
            throw Mistake(file.Name, 1, 1, "an empty file", "a header row and data rows", "Give a file with column names in its first line.");
        }

        var header = lines[0];
        CheckHeader(file.Name, header);
        if (lines.Count == 1)
        {
            throw Mistake(file.Name, 2, 1, "the end of the file", "a data row", "Give a file with at least one row below the header.");
        }

        foreach (var row in lines.Skip(1).Where(row => row.Count != header.Count))
        {
            var last = row[^1];
            throw Mistake(
                file.Name,
                row[0].Line,
                row.Count > header.Count ? row[header.Count].Column : last.Column,
                row is [{ Text: "" }] ? "an empty line" : $"{row.Count} fields",
                $"{header.Count}, as in the header",
                "Mend the row: a field is missing, or a comma in it is not quoted.");
        }

        return new(file.Name, header, [.. lines.Skip(1)]);
    }

    internal static RequestException Mistake(string file, int line, int column, string found, string expected, string mend) =>
        FileMistake.At(file, $"line {line}, column {column}", found, expected, mend);

    private static void CheckHeader(string file, List<CsvField> header)
    {
        var seen = new Dictionary<string, CsvField>(StringComparer.Ordinal);
        foreach (var name in header)
        {
            if (name.Text.Length == 0)
            {
                throw Mistake(file, name.Line, name.Column, "a column without a name", "a name", "Name the column in the header.");
            }

            if (!seen.TryAdd(name.Text, name))
            {
                throw Mistake(
                    file, name.Line, name.Column, $"a second column '{name.Text}'", $"names that differ (the first is in column {seen[name.Text].Column})", "Rename one of them.");
            }
        }
    }

    private sealed class Cutter(string file, string text)
    {
        private int _at;
        private int _line = 1;
        private int _lineStart;

        private int Column => _at - _lineStart + 1;

        private bool Ended => _at == text.Length;

        public List<List<CsvField>> Cut()
        {
            var lines = new List<List<CsvField>>();
            while (!Ended)
            {
                lines.Add(CutLine());
            }

            return lines;
        }

        private List<CsvField> CutLine()
        {
            var fields = new List<CsvField>();
            while (true)
            {
                SkipSpace();
                var (line, column) = (_line, Column);
                fields.Add(new(!Ended && text[_at] == '"' ? CutQuoted() : CutPlain(), line, column));
                if (Ended)
                {
                    return fields;
                }

                if (text[_at] == ',')
                {
                    _at++;
                    continue;
                }

                SkipLineBreak();
                return fields;
            }
        }

        private string CutPlain()
        {
            var start = _at;
            while (!Ended && text[_at] is not (',' or '\n' or '\r'))
            {
                if (text[_at] == '"')
                {
                    throw Mistake(
                        file, _line, Column, "a quote inside a field", "quotes around the whole field", "Quote the field and double the quote in it.");
                }

                _at++;
            }

            return text[start.._at].TrimEnd(' ', '\t');
        }

        private string CutQuoted()
        {
            var (line, column) = (_line, Column);
            var field = new StringBuilder();
            for (_at++; !Ended; _at++)
            {
                if (text[_at] != '"')
                {
                    field.Append(text[_at]);
                    if (text[_at] == '\n')
                    {
                        _line++;
                        _lineStart = _at + 1;
                    }

                    continue;
                }

                if (_at + 1 < text.Length && text[_at + 1] == '"')
                {
                    field.Append('"');
                    _at++;
                    continue;
                }

                _at++;
                SkipSpace();
                return Ended || text[_at] is ',' or '\n' or '\r'
                    ? field.ToString()
                    : throw Mistake(
                        file, _line, Column, $"'{text[_at]}' behind a closing quote", "a comma or the end of the line", "Double a quote that belongs to the field.");
            }

            throw Mistake(file, line, column, "a quote that is never closed", "a closing quote", "Close it, or double it if it belongs to the field.");
        }

        private void SkipSpace()
        {
            while (!Ended && text[_at] is ' ' or '\t')
            {
                _at++;
            }
        }

        private void SkipLineBreak()
        {
            if (text[_at] == '\r')
            {
                if (_at + 1 == text.Length || text[_at + 1] != '\n')
                {
                    throw Mistake(file, _line, Column, "a carriage return alone", "LF or CRLF", "Save the file with LF line ends.");
                }

                _at++;
            }

            _at++;
            _line++;
            _lineStart = _at;
        }
    }
}
