using Spectre.Console;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Tables on stdout, plain where stdout is no terminal.</summary>
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
            });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        // Where there is no terminal to fit, nothing is wrapped or cut.
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 400;
        }

        console.Write(table);
    }
}
