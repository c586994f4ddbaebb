using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Counting;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training;

/// <summary>What is recorded of a trial when it ends, whatever engine trained it.</summary>
internal static class TrialEnds
{
    /// <summary>Whether a tested trial ends here.</summary>
    public static bool Ends(TrainingPlan plan, Verdict verdict, int step) =>
        verdict.Fits || !verdict.Finite || step >= plan.Curve.Steps;

    /// <summary>The record, without times.</summary>
    /// <param name="outputs">On all rows, row by row.</param>
    /// <param name="parameters">In canonical order.</param>
    public static TrialResult Record(
        TrainingPlan plan,
        TrialId id,
        Trial trial,
        IReadOnlyList<Layer> layers,
        Verdict verdict,
        int step,
        ReadOnlySpan<float> outputs,
        ReadOnlySpan<float> parameters,
        EngineStamp stamp,
        bool checkpointing = false)
    {
        var outcome = verdict.Fits ? TrialOutcome.Fitted : verdict.Finite ? TrialOutcome.NotFitted : TrialOutcome.Diverged;
        var loss = verdict.Finite ? plan.Judge.MeanLoss(outputs) : double.NaN;
        var size = ModelSizes.Count(layers, parameters);
        var digest = TrialDigest.Of(outcome, step, size, parameters);
        return new(
            id,
            trial,
            outcome,
            step,
            double.IsFinite(loss) ? loss : null,
            size,
            WallSeconds: 0,
            CpuSeconds: 0,
            digest,
            stamp)
        {
            Memory = TrainingMemory.Of(plan, layers, checkpointing),
        };
    }
}
