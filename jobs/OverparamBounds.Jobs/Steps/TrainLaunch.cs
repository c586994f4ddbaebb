using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Jobs.Steps;

/// <summary>
/// Brings a launch to its results. Safe to run twice: what the ledger holds is not trained again, and what is trained
/// is stored before anyone sees it, part by part.
/// </summary>
/// <param name="trainer">Made when the first trial is to be trained; an answer from the ledger needs no engine.</param>
public sealed class TrainLaunch(ILedger ledger, Lazy<ITrialTrainer> trainer)
{
    public async Task<LaunchResults> RunAsync(
        CurveSpec curve, IReadOnlyList<LaunchPart> parts, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var (results, missing) = await StoredLaunch.ReadAsync(ledger, curve, parts, cancellationToken);
        var reused = results.Count;
        if (missing.Count > 0)
        {
            await TrainingThread.RunAsync(
                () => trainer.Value,
                new(curve, missing),
                async finished =>
                {
                    // Parts that were finished are stored even when the rest is cancelled.
                    await foreach (var part in finished.ReadAllAsync(CancellationToken.None))
                    {
                        await ledger.SaveTrialsAsync(curve, part, CancellationToken.None);
                        results.AddRange(part);
                    }
                },
                progress,
                cancellationToken);
        }

        return LaunchResults.Sorted(results, reused);
    }
}
