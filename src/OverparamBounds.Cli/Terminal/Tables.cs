using Spectre.Console;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Tables on stdout.</summary>
internal static class Tables
{
    /// <param name="columns">Headings; one that begins with '>' is right-aligned.</param>
    public static void Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = TableBorder.Simple, ShowRowSeparators = false };
        foreach (var column in columns)
        {
            var right = column.StartsWith('>');
            table.AddColumn(new TableColumn(Markup.Escape(right ? column[1..] : column))
            {
                Alignment = right ? Justify.Right : Justify.Left,
                NoWrap = true,
                Padding = new Padding(0, 0, 1, 0),
            });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        // Never fitted to the terminal: a number that is wrapped or cut misleads, and a terminal folds long lines itself.
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 1000;
        console.Write(table);
        foreach (var line in text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0))
        {
            Console.Out.WriteLine(line);
        }
    }

    /// <summary>Columns of the terminal; plenty where stdout is none.</summary>
    public static int Columns => Console.IsOutputRedirected ? 1000 : Console.WindowWidth is > 0 and var columns ? columns : 80;
}
