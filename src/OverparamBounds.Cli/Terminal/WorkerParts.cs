using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Hosting;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Cli.Terminal;

/// <summary>The options by which verbs that work say how.</summary>
internal static class WorkerParts
{
    private static readonly Option<int?> Slots = new("--slots") { Description = "Blocks worked on at a time. Default: cores over threads; 1 on a GPU." };
    private static readonly Option<int> Threads = OptionOf.Whole("--threads", 1, "Threads of one block.");
    private static readonly Option<string> Drain = OptionOf.Text("--drain", "20s", "How long blocks may go on when told to stop, before they are given back.");
    private static readonly Option<string> BlockTime = OptionOf.Text("--block-time", "1h", "After so long a block is taken for hung (more where it was predicted to be long).");
    private static readonly Option<string?> Attempts = new("--attempts") { Description = "Folder for a log of every attempt, written to disk before results are stored." };
    private static readonly Option<bool> Direct = new("--no-hangfire") { Description = "Work without Hangfire: every slot asks the queue by itself." };

    public static Option<string?> Listen { get; } = new("--listen") { Description = "Where health and metrics are told, such as http://127.0.0.1:8081. There is no login: keep it to this machine or a private network." };

    public static Option<string> Log { get; } = OptionOf.Text("--log", "text", "text, json, or either with ':debug' or ':warning', on stderr.");

    public static void AddTo(Command command)
    {
        foreach (var option in (Option[])[Slots, Threads, Drain, BlockTime, Attempts, Direct])
        {
            command.Add(option);
        }
    }

    /// <param name="slotsByDefault">Null for what the device has; 0 for none.</param>
    /// <returns>Null where nothing is to be worked on.</returns>
    /// <exception cref="RequestException">An engine, device or number that cannot be.</exception>
    public static WorkerOptions? Options(ParseResult parsed, int? slotsByDefault)
    {
        var threads = parsed.GetValue(Threads);
        var engine = Training.EngineSettings.Parse(parsed.GetValue(CommonOptions.Engine)!, parsed.GetValue(CommonOptions.Device)!, threads, parsed.GetValue(CommonOptions.Checkpointing));
        var usual = engine.Settings.Device == "cpu" ? Math.Max(1, Environment.ProcessorCount / threads) : 1;
        var slots = parsed.GetValue(Slots) ?? slotsByDefault ?? usual;
        if (slots is < 0 or > 1024)
        {
            throw new RequestException($"--slots {slots}: expected a number from 1 to 1024.");
        }

        if (slots == 0)
        {
            return parsed.GetValue(Slots) is null || parsed.CommandResult.Command.Name == "serve"
                ? null
                : throw new RequestException("--slots 0: a worker needs at least one.");
        }

        var folder = parsed.GetValue(Attempts);
        if (folder is not null && File.Exists(folder))
        {
            throw new RequestException($"--attempts {folder}: is a file; name a folder.");
        }

        // The memory that one process may take is shared by its slots.
        return new(engine with { Settings = engine.Settings with { MemoryBytes = engine.Settings.MemoryBytes / slots } }, slots)
        {
            AttemptFolder = folder,
            DrainTime = NumberList.Duration("--drain", parsed.GetValue(Drain)!),
            BlockTime = NumberList.Duration("--block-time", parsed.GetValue(BlockTime)!),
        };
    }

    /// <exception cref="RequestException">An address or a kind of log that cannot be.</exception>
    public static HostSettings Host(ParseResult parsed, WorkerOptions? worker)
    {
        var log = parsed.GetValue(Log)!.Split(':');
        if (log is not (["text" or "json"] or ["text" or "json", "debug" or "information" or "warning"]))
        {
            throw new RequestException($"--log {parsed.GetValue(Log)}: expected text or json, with ':debug' or ':warning' behind it for more or less.");
        }

        var listen = parsed.GetValue(Listen);
        if (listen is not null && !(Uri.TryCreate(listen, UriKind.Absolute, out var address) && address is { Scheme: "http", AbsolutePath: "/", UserInfo: "" }))
        {
            throw new RequestException($"--listen {listen}: expected an address such as http://127.0.0.1:8081.");
        }

        return new(CommonOptions.DatabaseLocation(parsed), worker)
        {
            Listen = listen?.TrimEnd('/'),
            JsonLogs = log[0] == "json",
            Verbosity = log is [_, var level] ? Enum.Parse<LogLevel>(level, ignoreCase: true) : LogLevel.Information,
            UsesHangfire = !parsed.GetValue(Direct),
        };
    }

    /// <summary>Ends when the user or the system says so, once everything has been given back; or when a part of the host has failed.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> UntilStoppedAsync(IHost host, CancellationToken cancellationToken)
    {
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await host.StopAsync(CancellationToken.None);
        return cancellationToken.IsCancellationRequested ? ExitCode.Done : ExitCode.Failed;
    }
}
