using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OverparamBounds.Jobs.Workers;

/// <summary>What a worker counts and traces, under the name overparam. Hosts export it as they like.</summary>
public sealed class WorkerMetrics : IDisposable
{
    public const string Name = "overparam";

    private readonly Meter _meter = new(Name);

    public WorkerMetrics()
    {
        Trained = _meter.CreateCounter<long>("trials_trained", "{trial}", "Trials trained, by outcome.");
        Stored = _meter.CreateCounter<long>("trials_stored", "{trial}", "Trials stored that were new.");
        Stale = _meter.CreateCounter<long>("stale_results", "{trial}", "Results refused because the lease was lost, by whether the stored ones agree.");
        Blocks = _meter.CreateCounter<long>("blocks", "{block}", "Blocks ended, by kind and how.");
        NetSteps = _meter.CreateCounter<long>("network_steps", "{step}", "Network-steps trained.");
        ClaimSeconds = _meter.CreateHistogram<double>("claim_seconds", "s", "How long a claim took.");
        FlushSeconds = _meter.CreateHistogram<double>("flush_seconds", "s", "How long storing a block's results took.");
        BlockSeconds = _meter.CreateHistogram<double>("block_seconds", "s", "How long a block took, by kind.");
        Errors = _meter.CreateCounter<long>("errors", "{error}", "Errors that were survived, by what was being done.");
    }

    public static ActivitySource Activities { get; } = new(Name);

    public Counter<long> Trained { get; }

    public Counter<long> Stored { get; }

    public Counter<long> Stale { get; }

    public Counter<long> Blocks { get; }

    public Counter<long> NetSteps { get; }

    public Histogram<double> ClaimSeconds { get; }

    public Histogram<double> FlushSeconds { get; }

    public Histogram<double> BlockSeconds { get; }

    public Counter<long> Errors { get; }

    /// <summary>Lets gauges be read when they are exported.</summary>
    public void Watch(string name, string description, Func<int> value) =>
        _meter.CreateObservableGauge(name, value, unit: null, description);

    public void Dispose() => _meter.Dispose();
}
