using OverparamBounds.Core.Trials;

namespace OverparamBounds.Analysis.Estimates;

/// <summary>A training, seen as a wait for its success.</summary>
/// <param name="Step">Step of the success; else the step up to which it was waited for in vain.</param>
public readonly record struct TimedRun(int Step, bool Fitted)
{
    /// <summary>A diverged training will never succeed, so it waits to the end: it is a failure, not a run lost from sight.</summary>
    /// <param name="stepLimit">T, the budget of the training.</param>
    public static TimedRun Of(TrialResult result, int stepLimit) => result.Outcome switch
    {
        TrialOutcome.Fitted => new(result.Steps, Fitted: true),
        _ => new(stepLimit, Fitted: false),
    };
}
