namespace OverparamBounds.Analysis.Evidence;

/// <summary>
/// Wald's sequential test of f &lt;= low against f &gt;= high (1945). It assumes that f lies outside the gap: inside,
/// it still decides, for one side or the other.
/// </summary>
public sealed class SequentialProbabilityRatio
{
    /// <param name="low">Success probability of the lower hypothesis.</param>
    /// <param name="high">Success probability of the upper hypothesis.</param>
    /// <param name="falseHigh">Nominal chance of deciding for the upper one where the lower one holds.</param>
    /// <param name="falseLow">Nominal chance of deciding for the lower one where the upper one holds.</param>
    public SequentialProbabilityRatio(double low, double high, double falseHigh, double falseLow)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(low, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(high, low);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(high, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(falseHigh, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(falseLow, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(falseHigh + falseLow, 1);
        SuccessIncrement = Math.Log(high / low);
        FailureIncrement = Math.Log((1 - high) / (1 - low));
        UpperBound = Math.Log((1 - falseLow) / falseHigh);
        LowerBound = Math.Log(falseLow / (1 - falseHigh));
    }

    /// <summary>What a success adds to the log likelihood ratio.</summary>
    public double SuccessIncrement { get; }

    /// <summary>What a failure adds to the log likelihood ratio; negative.</summary>
    public double FailureIncrement { get; }

    public double UpperBound { get; }

    public double LowerBound { get; }

    public double LogRatio(int fitted, int trials) =>
        (fitted * SuccessIncrement) + ((trials - fitted) * FailureIncrement);

    /// <summary>High or Low once a bound is reached. The test ends there: later counts must not be asked about.</summary>
    public Certificate Decide(int fitted, int trials)
    {
        var ratio = LogRatio(fitted, trials);
        return ratio >= UpperBound ? Certificate.High : ratio <= LowerBound ? Certificate.Low : Certificate.None;
    }
}
