using OverparamBounds.Core.Trials;

namespace OverparamBounds.Jobs.Steps;

/// <summary>Trains one stored trial again and compares.</summary>
public static class ReplayTrial
{
    /// <param name="trainer">An engine for the trial's curve.</param>
    public static ReplayOutcome Run(
        CurveSpec curve, TrialResult stored, ITrialTrainer trainer, CancellationToken cancellationToken)
    {
        TrialResult? again = null;
        trainer.Train(new(curve, [stored.Trial]), results => again = results[0], progress: null, cancellationToken);
        var outcome = again ?? throw new InvalidOperationException($"The engine returned no result for trial {stored.Id}.");
        return new(
            stored,
            outcome,
            SameOutcome: (stored.Outcome, stored.Steps) == (outcome.Outcome, outcome.Steps),
            SameDigest: stored.Digest == outcome.Digest,
            SameClass: stored.Engine.Engine == outcome.Engine.Engine && stored.Engine.DeviceClass == outcome.Engine.DeviceClass);
    }
}

/// <summary>A trial and its repetition.</summary>
/// <param name="SameClass">Whether engine and device class are those of the stored trial; only then must digests be equal.</param>
public sealed record ReplayOutcome(TrialResult Stored, TrialResult Again, bool SameOutcome, bool SameDigest, bool SameClass)
{
    public bool Confirmed => SameOutcome && (SameDigest || !SameClass);
}
