using System.Diagnostics;

namespace OverparamBounds.Scale;

/// <summary>How long something took, time after time. One writer at a time.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public double TotalMilliseconds => _milliseconds.Sum();

    public async Task<T> MeasureAsync<T>(Task<T> work, long start)
    {
        var result = await work;
        Add(start);
        return result;
    }

    public void Add(long start) => _milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);

    public void Add(Latencies others) => _milliseconds.AddRange(others._milliseconds);

    /// <summary>The least time that a share of all times keeps; 0 where there is none.</summary>
    public double Quantile(double share)
    {
        if (_milliseconds is [])
        {
            return 0;
        }

        var sorted = _milliseconds.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
    }
}
