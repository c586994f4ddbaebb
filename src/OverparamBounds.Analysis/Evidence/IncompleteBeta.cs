using MathNet.Numerics;

namespace OverparamBounds.Analysis.Evidence;

/// <summary>The regularised incomplete beta function I_x(a, b) in log space, where its tails never underflow.</summary>
/// <remarks>
/// Lentz's evaluation of the continued fraction (DLMF 8.17.22) on the side where it converges fast; the other side is the
/// complement. Needed in logs: far out, evidence is the product of an enormous factor and this tiny one, and a floor on
/// the tiny one (such as ln 5e-324 = -745) would turn a hopeless width into a certified one.
/// </remarks>
public static class IncompleteBeta
{
    private const double Tiny = 1e-300;
    private const int MostTerms = 100_000;

    /// <summary>ln B(a, b).</summary>
    public static double LogBeta(double a, double b) =>
        SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);

    /// <summary>ln I_x(a, b): the log probability that a Beta(a, b) variable is at most x.</summary>
    public static double Log(double x, double a, double b)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(a);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(b);
        if (x <= 0)
        {
            return double.NegativeInfinity;
        }

        if (x >= 1)
        {
            return 0;
        }

        var front = (a * Math.Log(x)) + (b * LogOfComplement(x)) - LogBeta(a, b);
        return x < (a + 1) / (a + b + 2)
            ? front + Math.Log(Fraction(x, a, b) / a)
            : LogOfComplement(Math.Exp(front) * Fraction(1 - x, b, a) / b);
    }

    /// <summary>ln(1 - x), exact for small x.</summary>
    internal static double LogOfComplement(double x)
    {
        // log1p by Kahan's correction: the rounding of 1 - x cancels between the logarithm and the divisor.
        var complement = 1 - x;
        return complement == 1 ? -x : Math.Log(complement) * (-x / (complement - 1));
    }

    private static double Fraction(double x, double a, double b)
    {
        var c = 1.0;
        var d = 1 / Guard(1 - ((a + b) * x / (a + 1)));
        var value = d;
        for (var m = 1; m <= MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Guard(1 + (even * d));
            c = Guard(1 + (even / c));
            value *= d * c;

            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Guard(1 + (odd * d));
            c = Guard(1 + (odd / c));
            var change = d * c;
            value *= change;
            if (Math.Abs(change - 1) < 1e-16)
            {
                return value;
            }
        }

        return value;
    }

    private static double Guard(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
