using System.CommandLine;
using System.Globalization;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Storage;

namespace OverparamBounds.Cli.Verbs;

/// <summary>The schema of the ledger.</summary>
internal static class DatabaseVerb
{
    public static Command Command { get; } = new("db", "The ledger's schema: migrate it, or say how it stands.")
    {
        Make("migrate", "Create the ledger or bring its schema up to date.", OpenMode.Create),
        Make("status", "Schema version and number of rows.", OpenMode.Existing),
    };

    private static Command Make(string name, string help, OpenMode mode)
    {
        var command = new Command(name, help) { CommonOptions.Database, CommonOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, mode, cancellationToken);
            var status = await ledger.StatusAsync(cancellationToken);
            if (parsed.GetValue(CommonOptions.Json))
            {
                Output.WriteJson(status);
            }
            else
            {
                Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{status.Database}: schema {status.SchemaVersion}, {status.Questions} questions, {status.Sweeps} sweeps, {status.Cells} cells, {status.Trials} trials, {status.Events} events"));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
