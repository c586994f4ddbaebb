using System.CommandLine;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Jobs.Hosting;
using OverparamBounds.Storage;

namespace OverparamBounds.Cli.Verbs;

/// <summary>A worker process: claims blocks of queued sweeps and does them until it is told to stop.</summary>
internal static class WorkerVerb
{
    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("worker", "Work on queued sweeps until interrupted: one process a GPU, or one a machine's cores. Ctrl-C or SIGTERM finishes or gives back what is being worked on.")
        {
            CommonOptions.Database, CommonOptions.Engine, CommonOptions.Device, CommonOptions.Checkpointing, WorkerParts.Listen, WorkerParts.Log,
        };
        WorkerParts.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var worker = WorkerParts.Options(parsed, slotsByDefault: null)!;
        await using var ledger = await CommonOptions.OpenLedgerAsync(parsed, OpenMode.Create, cancellationToken);
        using var host = await QueueHost.StartAsync(ledger, WorkerParts.Host(parsed, worker), cancellationToken);
        return await WorkerParts.UntilStoppedAsync(host, cancellationToken);
    }
}
