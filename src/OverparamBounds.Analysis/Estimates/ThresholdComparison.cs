using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Analysis.Estimates;

/// <summary>Whether one strategy provably needs smaller networks than another.</summary>
public static class ThresholdComparison
{
    /// <summary>
    /// True only where the intervals leave no doubt: U of the first is at most L of the second. The statement may be
    /// wrong with the sum of both searches' alphas.
    /// </summary>
    public static bool NeedsFewer(ThresholdEstimate first, ThresholdEstimate second)
    {
        int? low = second switch
        {
            ThresholdEstimate.Between between => between.Low - 1,
            ThresholdEstimate.AboveGrid above => above.Widest,
            ThresholdEstimate.Undecided undecided => undecided.Low - 1,
            _ => null,
        };
        return first is ThresholdEstimate.Between { High: var high } && high <= low;
    }
}
