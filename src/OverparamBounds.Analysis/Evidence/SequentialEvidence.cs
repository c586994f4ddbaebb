namespace OverparamBounds.Analysis.Evidence;

/// <summary>
/// Evidence about one success probability f from the counts of its runs, good at any moment: both measures are
/// nonnegative martingales with mean 1 at f = p0, so by Ville's inequality either exceeds 1/a, ever, with probability
/// at most a where its null holds.
/// </summary>
/// <remarks>Mixtures over a Beta(1/2, 1/2) prior cut off at p0 (Robbins 1970; Howard, Ramdas et al. 2021).</remarks>
public sealed class SequentialEvidence
{
    private const double Prior = 0.5;
    private readonly double _logSuccess;
    private readonly double _logFailure;
    private readonly double _logPriorAbove;
    private readonly double _logPriorBelow;

    /// <param name="success">p0, between 0 and 1.</param>
    public SequentialEvidence(double success)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(success, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(success, 1);
        Success = success;
        _logSuccess = Math.Log(success);
        _logFailure = IncompleteBeta.LogOfComplement(success);
        _logPriorAbove = IncompleteBeta.Log(1 - success, Prior, Prior);
        _logPriorBelow = IncompleteBeta.Log(success, Prior, Prior);
    }

    public double Success { get; }

    /// <summary>ln E+: log evidence against f &lt;= p0. Large: the width reaches the level (HIGH).</summary>
    public double High(int fitted, int trials)
    {
        Check(fitted, trials);
        return trials == 0
            ? 0
            : LogMixture(fitted, trials)
                + IncompleteBeta.Log(1 - Success, Prior + trials - fitted, Prior + fitted) - _logPriorAbove;
    }

    /// <summary>ln E-: log evidence against f &gt;= p0. Large: the width falls short (LOW).</summary>
    public double Low(int fitted, int trials)
    {
        Check(fitted, trials);
        return trials == 0
            ? 0
            : LogMixture(fitted, trials)
                + IncompleteBeta.Log(Success, Prior + fitted, Prior + trials - fitted) - _logPriorBelow;
    }

    private static void Check(int fitted, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fitted);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fitted, trials);
    }

    private double LogMixture(int fitted, int trials) =>
        IncompleteBeta.LogBeta(Prior + fitted, Prior + trials - fitted) - Math.Log(Math.PI)
            - (fitted * _logSuccess) - ((trials - fitted) * _logFailure);
}
