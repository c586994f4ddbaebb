using OverparamBounds.Core.Trials;

namespace OverparamBounds.Analysis.Estimates;

/// <summary>A point estimate of the threshold: where the rising fit to the success shares crosses the level.</summary>
public static class ThresholdPoint
{
    /// <summary>The crossing of the isotonic fit, interpolated in ln width; null where the fit stays below the level.</summary>
    /// <param name="counts">Widths with at least one trial, in any order.</param>
    public static double? Crossing(IReadOnlyList<WidthCount> counts, double success)
    {
        var ordered = counts.OrderBy(count => count.Width).ToList();
        var fit = IsotonicFit.Fit(
            [.. ordered.Select(count => (double)count.Fitted / count.Trials)],
            [.. ordered.Select(count => (double)count.Trials)]);
        for (var i = 0; i < fit.Count; i++)
        {
            if (fit[i] < success)
            {
                continue;
            }

            if (i == 0)
            {
                return ordered[0].Width;
            }

            var way = (success - fit[i - 1]) / (fit[i] - fit[i - 1]);
            return ordered[i - 1].Width * Math.Pow((double)ordered[i].Width / ordered[i - 1].Width, way);
        }

        return null;
    }

    /// <summary>The smallest whole width at or past the crossing, inside the certified interval.</summary>
    /// <param name="low">L, one below the interval.</param>
    /// <param name="high">U, its upper end.</param>
    public static int Estimate(IReadOnlyList<WidthCount> counts, double success, int low, int high)
    {
        var crossing = Crossing(counts, success) ?? high;
        return (int)Math.Ceiling(Math.Clamp(crossing, low + 1, high) - 1e-9);
    }
}
