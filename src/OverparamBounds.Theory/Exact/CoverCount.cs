using System.Numerics;
using MathNet.Numerics;

namespace OverparamBounds.Theory.Exact;

/// <summary>
/// The number of ways in which hyperplanes through the origin divide n points in general position in R^D:
/// C(n, D) = 2 (binomial(n-1, 0) + … + binomial(n-1, D-1)), which is 2^n from D = n on.
/// </summary>
/// <remarks>
/// Cover 1965, Geometrical and statistical properties of systems of linear inequalities. Points in special position have
/// fewer divisions, never more. For units with a bias D is the number of inputs and one more.
/// </remarks>
public static class CoverCount
{
    /// <summary>Factors of a binomial coefficient whose logarithms are added one by one; beyond, log-gamma is as exact.</summary>
    private const int MostFactors = 1_000_000;

    /// <summary>C(n, D) itself, a number of up to n bits.</summary>
    public static BigInteger Exact(int points, int dimensions)
    {
        Check(points, dimensions);
        if (dimensions >= points)
        {
            return BigInteger.One << points;
        }

        var (sum, term) = (BigInteger.Zero, BigInteger.One);
        for (var k = 0; k < dimensions; k++)
        {
            sum += term;
            term = term * (points - 1 - k) / (k + 1);
        }

        return 2 * sum;
    }

    /// <summary>log2 C(n, D), for any n, to about twelve digits.</summary>
    public static double Log2(int points, int dimensions)
    {
        Check(points, dimensions);
        var others = points - 1;
        if (dimensions >= points)
        {
            return points;
        }

        // Sums of fewer than half of the coefficients fall off from their last; longer ones are what those leave of 2^(n-1).
        var last = dimensions - 1;
        if (last <= others / 2)
        {
            return 1 + (LogSum(others, last) / MathNet.Numerics.Constants.Ln2);
        }

        var missing = LogSum(others, others - dimensions) - (others * MathNet.Numerics.Constants.Ln2);
        return points + (double.LogP1(-Math.Exp(missing)) / MathNet.Numerics.Constants.Ln2);
    }

    /// <summary>log of binomial(n, 0) + … + binomial(n, last), for last &lt;= n / 2.</summary>
    private static double LogSum(int n, int last)
    {
        // Relative to the last term, downwards: each ratio is at most 1, so the first ones that are nothing end it.
        var (sum, term) = (1.0, 1.0);
        for (var k = last; k > 0 && term > double.Epsilon + (1e-18 * sum); k--)
        {
            term *= k / (double)(n - k + 1);
            sum += term;
        }

        return LogBinomial(n, last) + Math.Log(sum);
    }

    private static double LogBinomial(int n, int k)
    {
        if (k > MostFactors)
        {
            return SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(k + 1.0) - SpecialFunctions.GammaLn(n - k + 1.0);
        }

        // The difference of log-gammas would lose what n log n has more digits than the logarithm of the coefficient.
        var sum = 0.0;
        for (var factor = 1; factor <= k; factor++)
        {
            sum += Math.Log((n - k + factor) / (double)factor);
        }

        return sum;
    }

    private static void Check(int points, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(points);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
    }
}
