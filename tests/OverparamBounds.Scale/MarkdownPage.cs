using OverparamBounds.Core.Specs;

namespace OverparamBounds.Scale;

/// <summary>A place in a page that a run writes anew.</summary>
internal sealed class MarkdownPage
{
    private readonly string _file;
    private readonly string _begin;
    private readonly string _end;

    private MarkdownPage(string file, string name) => (_file, _begin, _end) = (file, $"<!-- scale:{name} -->\n", $"<!-- /scale:{name} -->");

    /// <exception cref="RequestException">The page or its markers are missing: said before anything is measured.</exception>
    public static MarkdownPage Open(string file, string name)
    {
        var page = new MarkdownPage(file, name);
        if (!File.Exists(file))
        {
            throw new RequestException($"--markdown {file}: there is no such page.");
        }

        page.Find(File.ReadAllText(file));
        return page;
    }

    public void Replace(string command, ScaleReport report)
    {
        var text = File.ReadAllText(_file);
        var (begin, end) = Find(text);
        File.WriteAllText(
            _file, $"{text[..begin]}`{command}`: {Machine.Describe(report.Server)}\n\n{report.ToMarkdown()}\n{text[end..]}");
    }

    private (int Begin, int End) Find(string text)
    {
        var begin = text.IndexOf(_begin, StringComparison.Ordinal);
        var end = text.IndexOf(_end, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? (begin + _begin.Length, end)
            : throw new RequestException($"--markdown {_file}: a line '{_begin.Trim()}' and after it a line '{_end}' must be there.");
    }
}
