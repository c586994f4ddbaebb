namespace OverparamBounds.Analysis.Evidence;

/// <summary>
/// A second interval for the threshold from the same runs, at an alpha of its own, often sharper: widths share their
/// evidence, since below a threshold all widths fall short and above it all reach the level. No price for many widths.
/// </summary>
/// <remarks>
/// w_first &lt;= <see cref="High"/> and w_stable &gt; <see cref="Low"/> need no shape; the interval for one threshold
/// needs a single crossing. The runs of different widths must have independent seeds. Hsu and Berger (1999) give the
/// fixed-design original.
/// </remarks>
/// <param name="success">p0.</param>
/// <param name="alpha">Chance that the interval is ever wrong.</param>
/// <param name="minWidth">Smallest width of the range.</param>
public sealed class SingleCrossingSet(double success, double alpha, int minWidth)
{
    private readonly SortedDictionary<int, BettingEvidence> _evidence = [];

    /// <summary>L*: one below the interval; <c>minWidth - 1</c> while nothing is known.</summary>
    public int Low { get; private set; } = minWidth - 1;

    /// <summary>U*: the interval's upper end; null while nothing is known.</summary>
    public int? High { get; private set; }

    /// <summary>Takes in the next runs of a width's ladder, in ladder order.</summary>
    public void Record(int width, IReadOnlyList<bool> fitted)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, minWidth);
        if (!_evidence.TryGetValue(width, out var evidence))
        {
            _evidence[width] = evidence = new(success);
        }

        foreach (var run in fitted)
        {
            evidence.Add(run);
        }

        Update();
    }

    // Both ends keep the best value ever reached: the statement holds at all moments at once.
    private void Update()
    {
        var limit = Math.Log(2 / alpha);

        int? high = null;
        var sum = 0.0;
        foreach (var (width, evidence) in _evidence)
        {
            sum += evidence.LogHigh;
            high = sum >= limit ? high ?? width : null;
        }

        int? low = null;
        sum = 0;
        foreach (var (width, evidence) in _evidence.Reverse())
        {
            sum += evidence.LogLow;
            low = sum >= limit ? low ?? width : null;
        }

        High = high is { } reached && !(High <= reached) ? reached : High;
        Low = Math.Max(Low, low ?? Low);
    }
}
