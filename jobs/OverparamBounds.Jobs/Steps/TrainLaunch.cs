using System.Threading.Channels;
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
        var results = new List<TrialResult>();
        var missing = new List<Trial>();
        foreach (var part in parts)
        {
            var stored = await ledger.StoredTrialsAsync(curve, part.Width, part.FirstSeed, part.Count, cancellationToken);
            results.AddRange(stored.Values);
            missing.AddRange(Enumerable.Range(part.FirstSeed, part.Count)
                .Where(seed => !stored.ContainsKey(seed))
                .Select(seed => new Trial(part.Width, seed)));
        }

        var reused = results.Count;
        if (missing.Count > 0)
        {
            results.AddRange(await TrainAsync(new(curve, missing), progress, cancellationToken));
        }

        return new([.. results.OrderBy(result => result.Trial.Width).ThenBy(result => result.Trial.SeedIndex)], reused);
    }

    private async Task<List<TrialResult>> TrainAsync(
        TrialBlock block, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var finished = Channel.CreateUnbounded<IReadOnlyList<TrialResult>>();
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var training = Task.Factory.StartNew(
            () => Train(block, finished.Writer, progress, abandoned.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        var results = new List<TrialResult>();

        try
        {
            // Parts that were finished are stored even when the rest is cancelled.
            await foreach (var part in finished.Reader.ReadAllAsync(CancellationToken.None))
            {
                await ledger.SaveTrialsAsync(block.Curve, part, CancellationToken.None);
                results.AddRange(part);
            }
        }
        catch
        {
            // What cannot be stored need not be trained.
            await abandoned.CancelAsync();
            await training.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }

        await training;
        return results;
    }

    private void Train(
        TrialBlock block,
        ChannelWriter<IReadOnlyList<TrialResult>> finished,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        try
        {
            trainer.Value.Train(block, part => finished.TryWrite(part), progress, cancellationToken);
        }
        finally
        {
            finished.Complete();
        }
    }
}
