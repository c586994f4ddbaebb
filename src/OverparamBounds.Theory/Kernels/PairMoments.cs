namespace OverparamBounds.Theory.Kernels;

/// <summary>How two Gaussian pre-activations u and v hang together.</summary>
/// <remarks>
/// Gap and sum repeat variances and covariance, except that they keep all digits where u is nearly v or nearly -v.
/// Angles come from the smaller of them: arccos of a correlation near ±1 would lose half the digits.
/// </remarks>
/// <param name="Covariance">E[uv].</param>
/// <param name="Gap">E[(u - v)²].</param>
/// <param name="Sum">E[(u + v)²].</param>
public readonly record struct PairMoments(double Covariance, double Gap, double Sum)
{
    public static PairMoments Of(double firstVariance, double secondVariance, double covariance) => new(
        covariance,
        Math.Max(0, firstVariance + secondVariance - (2 * covariance)),
        Math.Max(0, firstVariance + secondVariance + (2 * covariance)));

    /// <summary>Of one pre-activation with itself.</summary>
    public static PairMoments Same(double variance) => new(variance, 0, 4 * variance);

    /// <summary>Of two rows under weights N(0, I).</summary>
    public static PairMoments Of(InputRows rows, int one, int other)
    {
        if (one == other)
        {
            return Same(rows.SquaredNorm(one));
        }

        var gaps = rows.Gaps(one, other);
        return new((gaps.Sum - gaps.Difference) / 4, gaps.Difference, gaps.Sum);
    }

    public PairMoments Plus(double variance) => new(Covariance + variance, Gap, Sum + (4 * variance));

    /// <summary>The angle between u and v in radians, 0..π, good to rounding everywhere.</summary>
    public double Angle(double firstVariance, double secondVariance)
    {
        var size = Math.Sqrt(firstVariance * secondVariance);
        if (size == 0)
        {
            return Math.PI / 2;
        }

        var lengths = Math.Sqrt(firstVariance) - Math.Sqrt(secondVariance);
        var apart = Math.Clamp((Math.Min(Gap, Sum) - (lengths * lengths)) / size, 0, 2);
        var angle = 2 * Math.Atan2(Math.Sqrt(apart), Math.Sqrt(4 - apart));
        return Gap <= Sum ? angle : Math.PI - angle;
    }
}
