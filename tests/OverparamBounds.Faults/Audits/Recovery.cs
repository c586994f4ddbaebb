using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Audits;

/// <summary>Measures how long blocks lie idle after the worker that held them was killed.</summary>
internal sealed class Recovery(QueueProbe queue)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<HeldLease, long> _open = new();
    private readonly ConcurrentDictionary<HeldLease, long> _unnoticed = new();
    private readonly ConcurrentBag<double> _seconds = [];
    private readonly ConcurrentBag<double> _noticed = [];

    /// <summary>Seconds from each kill until the block was no longer held by the dead, in order of length.</summary>
    public IReadOnlyList<double> Noticed => [.. _noticed.Order()];

    /// <summary>Seconds from each kill until the block was claimed again or found done, in order of length.</summary>
    public IReadOnlyList<double> Seconds => [.. _seconds.Order()];

    /// <summary>Leases that nobody has taken up so far.</summary>
    public IReadOnlyList<HeldLease> Open => [.. _open.Keys];

    public void Watch(HeldLease held, long killedAt)
    {
        _unnoticed[held] = killedAt;
        _open[held] = killedAt;
    }

    /// <summary>Looks every 50 ms until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await LookAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var (held, killedAt) in _unnoticed)
        {
            if (await queue.IsFreedAsync(held, cancellationToken))
            {
                _noticed.Add(Stopwatch.GetElapsedTime(killedAt).TotalSeconds);
                _unnoticed.TryRemove(held, out _);
            }
        }

        foreach (var (held, killedAt) in _open)
        {
            if (await queue.IsTakenUpAsync(held, cancellationToken))
            {
                _seconds.Add(Stopwatch.GetElapsedTime(killedAt).TotalSeconds);
                _open.TryRemove(held, out _);
            }
        }
    }

    /// <summary>The quantile by nearest rank; NaN where nothing was measured.</summary>
    public static double Quantile(IReadOnlyList<double> ordered, double level) =>
        ordered.Count == 0 ? double.NaN : ordered[Math.Clamp((int)Math.Ceiling(level * ordered.Count) - 1, 0, ordered.Count - 1)];

    public static string Describe(string what, IReadOnlyList<double> ordered) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what} p50 {Quantile(ordered, 0.5):0.0} s, p99 {Quantile(ordered, 0.99):0.0} s, longest {(ordered.Count == 0 ? double.NaN : ordered[^1]):0.0} s over {ordered.Count}");
}
