namespace OverparamBounds.Analysis.Comparisons;

/// <summary>A straight line through points by ordinary least squares.</summary>
/// <param name="StandardError">Of the slope, from the residuals; null for two points.</param>
public sealed record LeastSquares(double Slope, double Intercept, double? StandardError)
{
    /// <summary>Null where all x are equal.</summary>
    public static LeastSquares? Fit(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(x.Count, y.Count);
        var (centre, level) = (x.Average(), y.Average());
        var spread = x.Sum(value => (value - centre) * (value - centre));
        if (spread == 0)
        {
            return null;
        }

        var slope = x.Zip(y, (a, b) => (a - centre) * (b - level)).Sum() / spread;
        var squares = x.Zip(y, (a, b) => Math.Pow(b - level - (slope * (a - centre)), 2)).Sum();
        return new(slope, level - (slope * centre), x.Count > 2 ? Math.Sqrt(squares / (x.Count - 2) / spread) : null);
    }
}
