using MathNet.Numerics.Distributions;

namespace OverparamBounds.Analysis.Evidence;

/// <summary>
/// Bounds on a success probability for designs whose number of trials was fixed beforehand. On data from a search they
/// are wrong far more often than they say: use <see cref="SequenceBounds"/> there.
/// </summary>
public static class FixedDesignBounds
{
    /// <summary>Wilson's score interval: short, approximate.</summary>
    public static ProbabilityInterval Wilson(int fitted, int trials, double alpha)
    {
        Check(fitted, trials);
        if (trials == 0)
        {
            return new(0, 1);
        }

        var z = Normal.InvCDF(0, 1, 1 - (alpha / 2));
        var share = (double)fitted / trials;
        var spread = z * z / trials;
        var centre = (share + (spread / 2)) / (1 + spread);
        var half = z * Math.Sqrt((share * (1 - share) / trials) + (spread / (4 * trials))) / (1 + spread);
        return new(fitted == 0 ? 0 : centre - half, fitted == trials ? 1 : centre + half);
    }

    /// <summary>Clopper and Pearson's interval: never below its confidence.</summary>
    public static ProbabilityInterval ClopperPearson(int fitted, int trials, double alpha) =>
        new(ClopperPearsonLower(fitted, trials, alpha / 2), ClopperPearsonUpper(fitted, trials, alpha / 2));

    /// <summary>One-sided: the p at which this many successes or more have probability alpha.</summary>
    public static double ClopperPearsonLower(int fitted, int trials, double alpha)
    {
        Check(fitted, trials);
        var limit = Math.Log(alpha);
        return fitted == 0
            ? 0
            : SequenceBounds.Root(
                p => IncompleteBeta.Log(p, fitted, trials - fitted + 1) <= limit, excluded: 0, included: 1);
    }

    /// <summary>One-sided: the p at which this many successes or fewer have probability alpha.</summary>
    public static double ClopperPearsonUpper(int fitted, int trials, double alpha) =>
        1 - ClopperPearsonLower(trials - fitted, trials, alpha);

    private static void Check(int fitted, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fitted);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fitted, trials);
    }
}
