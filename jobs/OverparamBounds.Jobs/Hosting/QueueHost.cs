using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Jobs.Workers;
using OverparamBounds.Storage;
using Prometheus;

namespace OverparamBounds.Jobs.Hosting;

/// <summary>
/// A process around the queue: it may work, it leads when nobody else does, and it says how it is. <c>overparam worker</c>,
/// <c>overparam serve</c> and <c>overparam sweep run</c> are this with other parts.
/// </summary>
public static class QueueHost
{
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Attempts, a second apart, to make Hangfire's tables before the database is taken to be gone.</summary>
    private const int StartAttempts = 10;

    /// <summary>Started; disposing it stops it.</summary>
    /// <exception cref="Core.Specs.RequestException">A second worker on a SQLite file, or a fail point or poison that is not known.</exception>
    public static async Task<IHost> StartAsync(ILedger ledger, HostSettings settings, CancellationToken cancellationToken)
    {
        FailPoint.Parse(Environment.GetEnvironmentVariable(FailPoint.Variable));
        Poison.Parse(Environment.GetEnvironmentVariable(Poison.Variable));
        var host = settings.Listen is { } address ? WithPages(ledger, settings, address) : Bare();
        var storage = settings is { Worker: not null, UsesHangfire: true } ? await StorageAsync(settings, cancellationToken) : null;
        AddParts(host.Services, ledger, settings, storage);
        var built = host.Build();
        if (settings.Worker is not null)
        {
            var worker = built.Services.GetRequiredService<Worker>();
            var metrics = built.Services.GetRequiredService<WorkerMetrics>();
            metrics.Watch("slots_idle", "Slots without a pump.", () => worker.Idle);
            metrics.Watch("blocks_held", "Blocks at work.", () => worker.Held);
        }

        try
        {
            if (settings.Worker is not null)
            {
                await built.Services.GetRequiredService<Worker>().AnnounceAsync(cancellationToken);
            }

            if (settings.Listen is not null)
            {
                // The exporter listens to meters from its first reading on; what came before would be missing.
                await Metrics.DefaultRegistry.CollectAndExportAsTextAsync(Stream.Null, cancellationToken);
            }

            await built.StartAsync(cancellationToken);
            return built;
        }
        catch
        {
            built.Dispose();
            throw;
        }
    }

    private static HostParts Bare()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        return new(builder.Services, builder.Build);
    }

    private static HostParts WithPages(ILedger ledger, HostSettings settings, string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address);
        return new(builder.Services, () =>
        {
            var app = builder.Build();
            app.MapGet("/health/live", () => Results.Text("alive"));
            app.MapGet("/health/ready", async (CancellationToken cancellationToken) => await ReadyAsync(app, ledger, settings, cancellationToken));
            app.MapMetrics();
            return app;
        });
    }

    private static async Task<IResult> ReadyAsync(WebApplication app, ILedger ledger, HostSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Worker is not null && !app.Services.GetRequiredService<Worker>().IsRegistered)
        {
            return Results.Text("the worker is not registered, or its heartbeat is not answered", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        if (settings.Worker is not null && app.Services.GetRequiredService<Worker>().Obstacle is { } obstacle)
        {
            return Results.Text(obstacle, statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            var depth = await ledger.Queue.DepthAsync(settings.Worker?.DeviceClass ?? "cpu", cancellationToken);
            return Results.Json(new { status = "ready", ready = depth.Ready, leased = depth.Leased });
        }
        catch (Exception problem) when (problem is IOException or System.Data.Common.DbException)
        {
            return Results.Text(problem.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static void AddParts(IServiceCollection services, ILedger ledger, HostSettings settings, JobStorage? storage)
    {
        services.AddLogging(logging => Configure(logging, settings));
        services.Configure<HostOptions>(options => options.ShutdownTimeout = (settings.Worker?.DrainTime ?? TimeSpan.Zero) + TimeSpan.FromSeconds(10));
        services.AddSingleton(ledger);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<WorkerMetrics>();
        AddTelemetry(services);
        services.AddHostedService<LeaderLoop>();
        if (settings.Worker is not { } worker)
        {
            return;
        }

        services.AddSingleton(worker);
        services.AddSingleton<QuestionShelf>();
        services.AddSingleton(_ => new AttemptLog(worker.AttemptFolder, $"{Environment.MachineName}-{Environment.ProcessId}"));
        services.AddSingleton<BlockWork>();
        services.AddSingleton<DecideWork>();
        services.AddSingleton(provider => new SlotFactory(
            provider.GetRequiredService<BlockWork>(),
            provider.GetRequiredService<DecideWork>(),
            settings.Engines ?? (plan => worker.Engine.Trainer(plan).Value)));
        services.AddSingleton<Worker>();
        services.AddHostedService<WorkerLoop>();
        if (storage is null)
        {
            services.AddHostedService<DirectPumps>();
            return;
        }

        services.AddHangfire(configuration => configuration.UseStorage(storage).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
        services.AddSingleton<IBell>(new HangfireBell(storage, worker.DeviceClass));
        services.AddHostedService<BellRinger>();
        services.AddHangfireServer(
            (_, options) =>
            {
                options.Queues = [worker.DeviceClass];
                options.WorkerCount = worker.Slots;
                options.StopTimeout = TimeSpan.FromSeconds(1);
                options.ShutdownTimeout = worker.DrainTime + TimeSpan.FromSeconds(5);
                options.CancellationCheckInterval = TimeSpan.FromSeconds(2);
                options.HeartbeatInterval = TimeSpan.FromSeconds(10);
                options.ServerTimeout = TimeSpan.FromSeconds(60);
                options.ServerCheckInterval = TimeSpan.FromSeconds(20);
            });
    }

    private static void Configure(ILoggingBuilder logging, HostSettings settings)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(settings.Verbosity);

        // Hangfire tells of every lost connection on several threads; what matters of it is said by our own parts.
        logging.AddFilter("Hangfire", settings.Verbosity <= LogLevel.Debug ? LogLevel.Information : LogLevel.Error);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        if (settings.JsonLogs)
        {
            logging.AddJsonConsole(options => options.TimestampFormat = "O");
        }
        else
        {
            logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.TimestampFormat = "HH:mm:ss.fff ";
            });
        }

        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>Sends traces and metrics where the usual variables of OpenTelemetry say; nowhere without them.</summary>
    private static void AddTelemetry(IServiceCollection services)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(OtlpEndpoint)))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("overparam", serviceVersion: Reporting.ProgramVersion.Text))
            .WithTracing(tracing => tracing.AddSource(WorkerMetrics.Name).AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(WorkerMetrics.Name).AddOtlpExporter());
    }

    private static async Task<JobStorage> StorageAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        // Hangfire keeps the log of the last host in a static field, and that host may be gone.
        Hangfire.Logging.LogProvider.SetCurrentLogProvider(null);
        if (StorageBackend.PostgresConnectionString(settings.Location) is not { } connectionString)
        {
            return HangfireStorage.InMemory();
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await HangfireStorage.PostgresAsync(connectionString, cancellationToken);
            }
            catch (System.Data.Common.DbException problem) when (problem.IsTransient && attempt < StartAttempts)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }

    /// <summary>What is common to a host with pages and one without.</summary>
    private sealed record HostParts(IServiceCollection Services, Func<IHost> Build);
}
