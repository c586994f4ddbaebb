using System.Runtime.ExceptionServices;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training;

/// <summary>Runs the same work on several threads of an engine; the first failure stops them all and is rethrown.</summary>
internal static class ParallelThreads
{
    /// <param name="save">Called by one thread at a time.</param>
    /// <param name="work">What each thread does: it gets a way to save, and a token that is cancelled when another thread fails.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Run(
        int threads,
        Action<IReadOnlyList<TrialResult>> save,
        Action<Action<IReadOnlyList<TrialResult>>, CancellationToken> work,
        CancellationToken cancellationToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var gate = new Lock();
        var problems = new List<Exception>();
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(Work)).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
        cancellationToken.ThrowIfCancellationRequested();
        if (problems.FirstOrDefault() is { } problem)
        {
            ExceptionDispatchInfo.Throw(problem);
        }

        void Work()
        {
            try
            {
                work(Save, failed.Token);
            }
            catch (OperationCanceledException) when (failed.IsCancellationRequested)
            {
                // Said by ThrowIfCancellationRequested, or by the problem that cancelled the others.
            }
            catch (Exception problem) // Rethrown on the caller's thread once all workers have ended.
            {
                lock (gate)
                {
                    problems.Add(problem);
                }

                failed.Cancel();
            }
        }

        void Save(IReadOnlyList<TrialResult> results)
        {
            lock (gate)
            {
                save(results);
            }
        }
    }
}
