using MathNet.Numerics.Statistics;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Analysis.Estimates;

/// <summary>The power law w* = C n^slope through the brackets of several searches.</summary>
/// <param name="Slope">Least-squares slope through the geometric middles of the brackets; null where a bracket is open.</param>
/// <param name="Intercept">ln C; null with the slope.</param>
/// <param name="StandardError">Of the slope, from the residuals; null below three points or with the slope.</param>
/// <param name="SlopeLower">
/// The least-squares slope of the true thresholds is at least this, if every bracket holds: guaranteed at alpha when each
/// of the k searches ran at alpha/k. Null where the open brackets leave no bound.
/// </param>
/// <param name="SlopeUpper">The same from above.</param>
/// <param name="Bootstrap">95 % interval over resampled pairs; descriptive, nearer to 85 % in truth; null with the slope.</param>
/// <param name="Resamples">Resamples that the interval rests on.</param>
/// <param name="Caution">Why the slope should not be read as a law; null where the sizes are many and wide enough.</param>
public sealed record ScalingLaw(
    double? Slope,
    double? Intercept,
    double? StandardError,
    double? SlopeLower,
    double? SlopeUpper,
    ScalingInterval? Bootstrap,
    int Resamples,
    string? Caution)
{
    private const int FewestSizes = 5;
    private const double FewestDecades = 1.5;
    private const int EnumeratedSizes = 5;
    private const int RandomResamples = 2000;

    /// <param name="brackets">At least two sizes, all different.</param>
    public static ScalingLaw Fit(IReadOnlyList<ScalingBracket> brackets)
    {
        var ordered = brackets.OrderBy(bracket => bracket.Size).ToList();
        ArgumentOutOfRangeException.ThrowIfLessThan(ordered.Count, 2, nameof(brackets));
        double[] places = [.. ordered.Select(bracket => Math.Log(bracket.Size))];
        var centre = places.Average();
        var spread = places.Sum(place => (place - centre) * (place - centre));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spread, nameof(brackets));

        double? lower = 0, upper = 0;
        for (var i = 0; i < places.Length; i++)
        {
            // The slope is linear in each ln w*, so its extremes lie at corners of the box.
            var weight = (places[i] - centre) / spread;
            double bottom = Math.Log(ordered[i].Low + 1.0);
            double? top = ordered[i].High is { } high ? Math.Log(high) : null;
            lower += Math.Abs(weight) < 1e-12 ? 0 : weight * (weight > 0 ? bottom : top);
            upper += Math.Abs(weight) < 1e-12 ? 0 : weight * (weight > 0 ? top : bottom);
        }

        var caution = Worry(ordered);
        if (ordered.Exists(bracket => bracket.High is null))
        {
            return new(null, null, null, lower, upper, null, 0, caution);
        }

        double[] middles = [.. ordered.Select(bracket => 0.5 * (Math.Log(bracket.Low + 1.0) + Math.Log(bracket.High ?? 0)))];
        var slope = SlopeOf(places, middles) ?? 0;
        var intercept = middles.Average() - (slope * centre);
        var residuals = places.Zip(middles, (x, y) => Math.Pow(y - intercept - (slope * x), 2)).Sum();
        double? error = places.Length > 2 ? Math.Sqrt(residuals / (places.Length - 2) / spread) : null;
        var slopes = Resampled(places, middles);
        return new(
            slope,
            intercept,
            error,
            lower,
            upper,
            new(slopes.QuantileCustom(.025, QuantileDefinition.R7), slopes.QuantileCustom(.975, QuantileDefinition.R7)),
            slopes.Length,
            caution);
    }

    private static string? Worry(List<ScalingBracket> ordered)
    {
        var decades = Math.Log10(ordered[^1].Size / ordered[0].Size);
        return ordered.Count < FewestSizes || decades < FewestDecades
            ? $"A power law wants at least {FewestSizes} sizes over 1.5 decades; these are {ordered.Count} over {decades.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture)}."
            : null;
    }

    /// <summary>Slopes of all k^k resamples of the pairs for few sizes, else of seeded ones; single-size ones are left out.</summary>
    private static double[] Resampled(double[] places, double[] middles)
    {
        var count = places.Length;
        var slopes = new List<double>();
        var (x, y) = (new double[count], new double[count]);
        var isEnumerated = count <= EnumeratedSizes;
        var random = new RandomSequence(RandomSequence.KeyOf("scaling-law"), RandomPurpose.Simulation);
        var resamples = isEnumerated ? (int)Math.Pow(count, count) : RandomResamples;
        for (var resample = 0; resample < resamples; resample++)
        {
            var digits = resample;
            for (var i = 0; i < count; i++)
            {
                var chosen = isEnumerated ? digits % count : random.NextIndex(count);
                digits /= count;
                (x[i], y[i]) = (places[chosen], middles[chosen]);
            }

            if (SlopeOf(x, y) is { } slope)
            {
                slopes.Add(slope);
            }
        }

        return [.. slopes];
    }

    private static double? SlopeOf(double[] x, double[] y)
    {
        if (Array.TrueForAll(x, place => place == x[0]))
        {
            return null;
        }

        double meanX = x.Average(), meanY = y.Average(), product = 0, square = 0;
        for (var i = 0; i < x.Length; i++)
        {
            product += (x[i] - meanX) * (y[i] - meanY);
            square += (x[i] - meanX) * (x[i] - meanX);
        }

        return product / square;
    }
}

/// <summary>The certified bracket of one search.</summary>
/// <param name="Size">n, what the threshold is plotted against, such as the number of samples.</param>
/// <param name="Low">L.</param>
/// <param name="High">U; null where no width is certified to reach the level.</param>
public sealed record ScalingBracket(double Size, int Low, int? High);

/// <summary>An interval of slopes.</summary>
public readonly record struct ScalingInterval(double Lower, double Upper);
