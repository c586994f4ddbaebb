using System.Globalization;
using System.Text;

namespace OverparamBounds.Reporting.Reports;

/// <summary>The few elements of Markdown that reports use, with user text kept from being read as markup.</summary>
public sealed class MarkdownText
{
    private readonly StringBuilder _text = new();

    /// <summary>A code span, which may stand in a table too.</summary>
    public static string Code(string text)
    {
        var line = OneLine(text).Replace("|", "\\|", StringComparison.Ordinal);
        return line.Contains('`', StringComparison.Ordinal) ? $"`` {line} ``" : $"`{line}`";
    }

    /// <summary>Plain text in a table cell or a list.</summary>
    public static string Plain(string text) => OneLine(text)
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal);

    /// <summary>Three significant digits, or more where the number has more before the point; a dash where there is none.</summary>
    public static string Number(double? value) => value switch
    {
        { } number when double.IsFinite(number) && Math.Abs(number) >= 1000 => number.ToString("0", CultureInfo.InvariantCulture),
        { } number when double.IsFinite(number) => number.ToString("G3", CultureInfo.InvariantCulture),
        _ => "–",
    };

    public static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "–";

    public MarkdownText Heading(int level, string text)
    {
        _text.Append('#', level).Append(' ').Append(text).Append("\n\n");
        return this;
    }

    public MarkdownText Paragraph(string text)
    {
        _text.Append(text).Append("\n\n");
        return this;
    }

    public MarkdownText List(IEnumerable<string> items)
    {
        foreach (var item in items)
        {
            _text.Append("- ").Append(item).Append('\n');
        }

        _text.Append('\n');
        return this;
    }

    /// <param name="header">Column names; those that begin with a space-free '&gt;' are aligned to the right.</param>
    public MarkdownText Table(IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Row(header.Select(name => name.TrimStart('>')));
        Row(header.Select(name => name.StartsWith('>') ? "---:" : "---"));
        foreach (var row in rows)
        {
            Row(row);
        }

        _text.Append('\n');
        return this;
    }

    public MarkdownText CodeBlock(string language, string text)
    {
        _text.Append("```").Append(language).Append('\n').Append(text.TrimEnd()).Append("\n```\n\n");
        return this;
    }

    public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private void Row(IEnumerable<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
