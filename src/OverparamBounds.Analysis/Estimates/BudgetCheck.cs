using OverparamBounds.Analysis.Evidence;

namespace OverparamBounds.Analysis.Estimates;

/// <summary>Whether trainings at a width still succeed so late that a longer budget would raise the share.</summary>
/// <param name="AtRisk">Trainings that had not succeeded by four fifths of the budget.</param>
/// <param name="Late">Those of them that succeeded in the last fifth.</param>
/// <param name="LateShareLower">One-sided 90 % lower bound of the share of late successes.</param>
/// <param name="IsLimited">At least three late successes, and a share of certainly more than 2 %.</param>
public sealed record BudgetCheck(int AtRisk, int Late, double LateShareLower, bool IsLimited)
{
    /// <param name="stepLimit">T, the budget of every one of the runs.</param>
    public static BudgetCheck Of(IReadOnlyList<TimedRun> runs, int stepLimit)
    {
        var late = runs.Where(run => 5L * run.Step > 4L * stepLimit).ToList();
        var fitted = late.Count(run => run.Fitted);
        var lower = FixedDesignBounds.ClopperPearsonLower(fitted, late.Count, alpha: 0.1);
        return new(late.Count, fitted, lower, IsLimited: fitted >= 3 && lower > 0.02);
    }

    /// <summary>Alpha for the claim at the budget T times 2 to the <paramref name="doublings"/>, if the data chose to extend.</summary>
    public static double AlphaAfter(int doublings, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(doublings);
        return alpha / Math.Pow(2, doublings + 1);
    }
}
