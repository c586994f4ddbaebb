using System.Threading.Channels;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Jobs.Steps;

/// <summary>Trains a block on a thread of its own, and hands finished parts over to be stored meanwhile.</summary>
internal static class TrainingThread
{
    /// <param name="store">
    /// Receives the parts as they come, one call for the whole block. Where it fails, training stops: what cannot be
    /// stored need not be trained.
    /// </param>
    /// <exception cref="OperationCanceledException">Cancelled; parts that were finished have been stored all the same.</exception>
    public static async Task RunAsync(
        Func<ITrialTrainer> trainer,
        TrialBlock block,
        Func<ChannelReader<IReadOnlyList<TrialResult>>, Task> store,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        var finished = Channel.CreateUnbounded<IReadOnlyList<TrialResult>>();
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var token = abandoned.Token;
        var training = Task.Factory.StartNew(
            () => Train(trainer, block, finished.Writer, progress, token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            await store(finished.Reader);
        }
        catch
        {
            await abandoned.CancelAsync();
            await training.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }

        await training;
    }

    private static void Train(
        Func<ITrialTrainer> trainer,
        TrialBlock block,
        ChannelWriter<IReadOnlyList<TrialResult>> finished,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        try
        {
            trainer().Train(block, part => finished.TryWrite(part), progress, cancellationToken);
        }
        finally
        {
            finished.Complete();
        }
    }
}
