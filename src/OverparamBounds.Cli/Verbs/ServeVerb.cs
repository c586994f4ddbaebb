using System.CommandLine;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Jobs.Hosting;
using OverparamBounds.Storage;

namespace OverparamBounds.Cli.Verbs;

/// <summary>The server role: looks after the queue, tells how it is, and works too where the ledger is a file.</summary>
internal static class ServeVerb
{
    private const string DefaultAddress = "http://127.0.0.1:8080";

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("serve", "Look after the queue, with health and metrics over HTTP. On a SQLite ledger it works on all cores too, as nobody else can; on Postgres it works if --slots says so.")
        {
            CommonOptions.Database, CommonOptions.Engine, CommonOptions.Device, CommonOptions.Checkpointing, WorkerParts.Listen, WorkerParts.Log,
        };
        WorkerParts.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isFile = StorageBackend.PostgresConnectionString(CommonOptions.DatabaseLocation(parsed)) is null;
        var worker = WorkerParts.Options(parsed, slotsByDefault: isFile ? null : 0);
        await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, OpenMode.Create, cancellationToken);
        var settings = WorkerParts.Host(parsed, worker);
        settings = settings with { Listen = settings.Listen ?? DefaultAddress };
        using var host = await QueueHost.StartAsync(ledger, settings, cancellationToken);
        Console.Error.WriteLine($"overparam: {settings.Listen}/health/ready and {settings.Listen}/metrics tell how it is"
            + (worker is null ? "; nothing is trained here, start workers with 'overparam worker'." : "."));
        return await WorkerParts.UntilStoppedAsync(host, cancellationToken);
    }
}
