namespace OverparamBounds.Analysis.Searches;

/// <summary>
/// A posterior over logistic success curves with a ceiling, on a fixed grid. It only steers: a wrong model costs runs,
/// never truth.
/// </summary>
/// <remarks>f(w) = ceiling / (1 + exp(-2 ln 9 (log2 w - midpoint) / spread)); the spread is the way from 10 % to 90 % in octaves.</remarks>
internal sealed class SuccessModel
{
    private const int Midpoints = 60;
    private const int CountedTrials = 64;
    private const int TrustedTrials = 24;
    private const double LargestDivergence = 3;
    private static readonly double[] s_spreads = [.05, .15, .4, 1, 2.5, 6, 12];
    private static readonly double[] s_ceilings = [1, .99, .95, .9, .8, .6, .3];
    private static readonly double[] s_ceilingPriors = [.4, .15, .15, .1, .1, .05, .05];

    // Medians of the five fifths of a standard normal.
    private static readonly double[] s_nodes = [0, .5244005, -.5244005, 1.2815516, -1.2815516];

    private readonly double _success;
    private readonly double _negligibleWeight;
    private readonly double[] _midpoints = new double[Midpoints];
    private readonly double[] _logPosterior = new double[Midpoints * s_spreads.Length * s_ceilings.Length];
    private readonly int[] _kept;
    private readonly double[] _weights;
    private readonly Dictionary<int, Curve> _curves = [];
    private int _keptCount;

    /// <param name="negligibleWeight">Curves of at most this probability are dropped, for speed.</param>
    public SuccessModel(double success, int minWidth, int maxWidth, double negligibleWeight = 1e-6)
    {
        _negligibleWeight = negligibleWeight;
        _success = success;
        _kept = new int[_logPosterior.Length];
        _weights = new double[_logPosterior.Length];
        var first = Math.Log2(minWidth) - 1;
        var last = Math.Log2(maxWidth) + 2;
        for (var i = 0; i < Midpoints; i++)
        {
            _midpoints[i] = first + ((last - first) * i / (Midpoints - 1));
        }
    }

    /// <summary>Weighs the grid by counts; many trials at one width count as at most 64, so that no width rules alone.</summary>
    public void Learn(IReadOnlyList<BoardWidth> widths)
    {
        for (var i = 0; i < _logPosterior.Length; i++)
        {
            _logPosterior[i] = Math.Log(s_ceilingPriors[i % s_ceilings.Length]);
        }

        foreach (var width in widths)
        {
            var curve = At(width.Width);
            var share = Math.Min(1, (double)CountedTrials / width.Trials);
            double fitted = share * width.Fitted, failed = share * (width.Trials - width.Fitted);
            for (var i = 0; i < _logPosterior.Length; i++)
            {
                _logPosterior[i] += (fitted * curve.LogSuccess[i]) + (failed * curve.LogFailure[i]);
            }
        }

        var largest = _logPosterior.Max();
        var sum = 0.0;
        for (var i = 0; i < _logPosterior.Length; i++)
        {
            sum += _logPosterior[i] = Math.Exp(_logPosterior[i] - largest);
        }

        _keptCount = 0;
        var keptSum = 0.0;
        for (var i = 0; i < _logPosterior.Length; i++)
        {
            var weight = _logPosterior[i] / sum;
            if (weight > _negligibleWeight)
            {
                (_kept[_keptCount], _weights[_keptCount]) = (i, weight);
                _keptCount++;
                keptSum += weight;
            }
        }

        for (var i = 0; i < _keptCount; i++)
        {
            _weights[i] /= keptSum;
        }
    }

    /// <summary>What one more run at a width is expected to bring, after <see cref="Learn"/>.</summary>
    /// <param name="fitted">Successes there so far.</param>
    /// <param name="trials">Runs there so far.</param>
    public Prospect Foresee(int width, int fitted, int trials)
    {
        var curve = At(width);
        double mean = 0, chanceHigh = 0, rateLow = 0, rateHigh = 0;
        for (var k = 0; k < _keptCount; k++)
        {
            var i = _kept[k];
            var weight = _weights[k];
            mean += weight * curve.Success[i];
            if (curve.Success[i] >= _success)
            {
                chanceHigh += weight;
                rateHigh += weight * curve.Divergence[i];
            }
            else
            {
                rateLow += weight * curve.Divergence[i];
            }
        }

        return trials < TrustedTrials
            ? new(mean, chanceHigh, rateLow, rateHigh)
            : ForeseeFromCounts(fitted, trials, mean);
    }

    /// <summary>KL(f || p0), cut off: information per run about which side of p0 the width lies on.</summary>
    public double Divergence(double success) => Math.Min(
        LargestDivergence,
        (success * Math.Log(success / _success)) + ((1 - success) * Math.Log((1 - success) / (1 - _success))));

    // With many runs at the width itself, the model shrinks to a prior worth 24 runs.
    private Prospect ForeseeFromCounts(int fitted, int trials, double mean)
    {
        var a = fitted + .5 + (TrustedTrials * mean);
        var b = trials - fitted + .5 + (TrustedTrials * (1 - mean));
        var centre = a / (a + b);
        var spread = Math.Sqrt(centre * (1 - centre) / (a + b + 1));
        double chanceHigh = 0, rateLow = 0, rateHigh = 0;
        foreach (var node in s_nodes)
        {
            var success = Math.Clamp(centre + (node * spread), 1e-6, 1 - 1e-6);
            if (success >= _success)
            {
                chanceHigh += 1.0 / s_nodes.Length;
                rateHigh += Divergence(success) / s_nodes.Length;
            }
            else
            {
                rateLow += Divergence(success) / s_nodes.Length;
            }
        }

        return new(centre, chanceHigh, rateLow, rateHigh);
    }

    private Curve At(int width)
    {
        if (_curves.TryGetValue(width, out var known))
        {
            return known;
        }

        var curve = new Curve(_logPosterior.Length);
        var place = Math.Log2(width);
        var i = 0;
        foreach (var midpoint in _midpoints)
        {
            foreach (var spread in s_spreads)
            {
                var share = 1 / (1 + Math.Exp(-2 * Math.Log(9) * (place - midpoint) / spread));
                foreach (var ceiling in s_ceilings)
                {
                    var success = Math.Clamp(ceiling * share, .002, .9995);
                    curve.Success[i] = success;
                    curve.LogSuccess[i] = Math.Log(success);
                    curve.LogFailure[i] = Math.Log(1 - success);
                    curve.Divergence[i] = Divergence(success);
                    i++;
                }
            }
        }

        _curves.Add(width, curve);
        return curve;
    }

    /// <summary>All curves of the grid at one width.</summary>
    private sealed class Curve(int points)
    {
        public double[] Success { get; } = new double[points];

        public double[] LogSuccess { get; } = new double[points];

        public double[] LogFailure { get; } = new double[points];

        public double[] Divergence { get; } = new double[points];
    }
}

/// <summary>What one more run at a width is expected to bring.</summary>
/// <param name="Mean">Expected success probability.</param>
/// <param name="ChanceHigh">Probability that it is at least p0.</param>
/// <param name="RateLow">Expected log evidence a run for LOW, counted as zero where the width is not.</param>
/// <param name="RateHigh">The same for HIGH.</param>
internal readonly record struct Prospect(double Mean, double ChanceHigh, double RateLow, double RateHigh);
