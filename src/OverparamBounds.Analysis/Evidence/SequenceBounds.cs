namespace OverparamBounds.Analysis.Evidence;

/// <summary>
/// Bounds on a success probability that hold at every moment at once, whatever was looked at and whenever one stops;
/// the right ones for data from a search.
/// </summary>
public static class SequenceBounds
{
    /// <summary>Two-sided: contains f at all times with probability at least 1 - alpha.</summary>
    public static ProbabilityInterval TwoSided(int fitted, int trials, double alpha)
    {
        if (trials == 0)
        {
            return new(0, 1);
        }

        var mixture = IncompleteBeta.LogBeta(fitted + 0.5, trials - fitted + 0.5) - Math.Log(Math.PI);
        var limit = -Math.Log(alpha);
        var share = (double)fitted / trials;
        double Evidence(double p) =>
            mixture
                - (fitted == 0 ? 0 : fitted * Math.Log(p))
                - (fitted == trials ? 0 : (trials - fitted) * IncompleteBeta.LogOfComplement(p));

        return new(
            fitted == 0 ? 0 : Root(p => Evidence(p) >= limit, excluded: 0, included: share),
            fitted == trials ? 1 : Root(p => Evidence(p) >= limit, excluded: 1, included: share));
    }

    /// <summary>One-sided: at most f, at all times and for all levels at once, with probability at least 1 - alpha.</summary>
    public static double Lower(int fitted, int trials, double alpha) =>
        fitted == 0
            ? 0
            : Root(
                p => new SequentialEvidence(p).High(fitted, trials) >= -Math.Log(alpha),
                excluded: 0,
                included: (double)fitted / trials);

    /// <summary>One-sided: at least f, at all times and for all levels at once, with probability at least 1 - alpha.</summary>
    public static double Upper(int fitted, int trials, double alpha) =>
        fitted == trials
            ? 1
            : Root(
                p => new SequentialEvidence(p).Low(fitted, trials) >= -Math.Log(alpha),
                excluded: 1,
                included: (double)fitted / trials);

    /// <summary>Halves the way from an excluded probability to an included one until doubles end; neither end is evaluated.</summary>
    internal static double Root(Func<double, bool> isExcluded, double excluded, double included)
    {
        for (var i = 0; i < 60; i++)
        {
            var middle = 0.5 * (excluded + included);
            if (middle is <= 0 or >= 1)
            {
                break;
            }

            (excluded, included) = isExcluded(middle) ? (middle, included) : (excluded, middle);
        }

        return 0.5 * (excluded + included);
    }
}
