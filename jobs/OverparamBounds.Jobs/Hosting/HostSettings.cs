using Microsoft.Extensions.Logging;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Workers;
using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Hosting;

/// <summary>Which parts a process around the queue has.</summary>
/// <param name="Location">The ledger, as its database is named.</param>
/// <param name="Worker">How it works; null where it only leads and tells.</param>
public sealed record HostSettings(string Location, WorkerOptions? Worker)
{
    /// <summary>Where health and metrics are told, such as http://127.0.0.1:8081; null for nowhere.</summary>
    public string? Listen { get; init; }

    /// <summary>Whether Hangfire rings for pumps; otherwise they run all the time.</summary>
    public bool UsesHangfire { get; init; } = true;

    public bool JsonLogs { get; init; }

    public LogLevel Verbosity { get; init; } = LogLevel.Information;

    /// <summary>What trains, in place of the engines that the worker's options name; for tests.</summary>
    public Func<TrainingPlan, ITrialTrainer>? Engines { get; init; }
}
