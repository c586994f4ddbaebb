using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;

namespace OverparamBounds.Jobs.Workers;

/// <summary>Trains one block, and stores what comes of it under the block's lease. Safe to run twice: stored trials are left alone.</summary>
public sealed class BlockWork(ILedger ledger, QuestionShelf shelf, AttemptLog attempts, WorkerMetrics metrics, ILogger<BlockWork> log)
{
    /// <summary>Results are stored at the latest when there are so many.</summary>
    private const int MostPending = 64;

    /// <summary>Or so long after the first of them.</summary>
    private static readonly TimeSpan MostWaiting = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly AttemptLog _attempts = attempts;
    private readonly WorkerMetrics _metrics = metrics;
    private readonly ILogger _log = log;

    /// <summary>Why nothing can be trained in this process now, such as a full disk; null where it can.</summary>
    public string? Obstacle() => _attempts.Obstacle();

    /// <param name="engine">What trains; not shared with another block at work.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what had ended by then is stored if the lease stands.</exception>
    /// <exception cref="LeaseLostException">Somebody else has the block by now.</exception>
    /// <exception cref="AttemptLogException">This machine cannot log what it does; the block is as good as before.</exception>
    public async Task TrainAsync(
        IWorkerSession session, ClaimedBlock block, Func<Question, ITrialTrainer> engine, CancellationToken cancellationToken)
    {
        var range = block.Range ?? throw new ArgumentException("A block without a range cannot be trained.", nameof(block));
        var question = shelf.Get(block.Spec);
        var curve = question.Spec.Curve;
        var stored = await ledger.StoredTrialsAsync(curve, range.Width, range.FirstSeed, range.Count, cancellationToken);
        var missing = Enumerable.Range(range.FirstSeed, range.Count)
            .Where(seed => !stored.ContainsKey(seed))
            .Select(seed => new Trial(range.Width, seed))
            .ToList();
        var storing = new Storing(this, session, block, curve, cancellationToken);
        if (missing.Count > 0)
        {
            _attempts.Start(block, missing);
            try
            {
                await Steps.TrainingThread.RunAsync(
                    () => Prepare(engine, question, missing), new(curve, missing), storing.TakeAsync, progress: null, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                await storing.FlushAsync(isLast: false);
                throw;
            }
        }

        await storing.FlushAsync(isLast: true);
    }

    private static ITrialTrainer Prepare(Func<Question, ITrialTrainer> engine, Question question, IEnumerable<Trial> trials)
    {
        Poison.Taste(trials);
        return engine(question);
    }

    /// <summary>Results on their way into the ledger.</summary>
    private sealed class Storing(
        BlockWork work, IWorkerSession session, ClaimedBlock block, CurveSpec curve, CancellationToken cancellationToken)
    {
        private readonly List<TrialResult> _pending = [];
        private long _oldest;

        public async Task TakeAsync(ChannelReader<IReadOnlyList<TrialResult>> finished)
        {
            // Parts that were finished are stored even when the rest is cancelled.
            while (true)
            {
                var more = finished.WaitToReadAsync(CancellationToken.None).AsTask();
                if (_pending.Count > 0)
                {
                    await Task.WhenAny(more, Task.Delay(Remaining(), CancellationToken.None));
                }
                else
                {
                    await more;
                }

                if (more.IsCompleted && !await more)
                {
                    return;
                }

                while (finished.TryRead(out var part))
                {
                    Take(part);
                }

                if (_pending.Count >= MostPending || (_pending.Count > 0 && Remaining() == TimeSpan.Zero))
                {
                    await FlushAsync(isLast: false);
                }
            }
        }

        public async Task FlushAsync(bool isLast)
        {
            if (_pending.Count == 0 && !isLast)
            {
                return;
            }

            FailPoint.Reach(FailPoint.Flushing);
            var began = Stopwatch.GetTimestamp();
            var outcome = await UntilItAnswersAsync(() => session.FlushAsync(
                block.Lease, new(curve, _pending), isLast, CancellationToken.None));
            FailPoint.Reach(FailPoint.Flushed);
            work._metrics.FlushSeconds.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
            work._metrics.Stored.Add(outcome.Added);
            work._attempts.Stored(block, outcome);
            var count = _pending.Count;
            _pending.Clear();
            if (!outcome.Accepted)
            {
                work._metrics.Stale.Add(outcome.Agreeing, new KeyValuePair<string, object?>("agreeing", "yes"));
                work._metrics.Stale.Add(outcome.Differing, new KeyValuePair<string, object?>("agreeing", "no"));
                work._metrics.Stale.Add(count - outcome.Agreeing - outcome.Differing, new KeyValuePair<string, object?>("agreeing", "unknown"));
                throw new LeaseLostException(block.Lease);
            }
        }

        private void Take(IReadOnlyList<TrialResult> part)
        {
            if (_pending.Count == 0)
            {
                _oldest = Stopwatch.GetTimestamp();
            }

            work._attempts.End(block, part);
            _pending.AddRange(part);
            FailPoint.Reach(FailPoint.Training);
            foreach (var outcome in part.GroupBy(result => result.Outcome))
            {
                work._metrics.Trained.Add(outcome.Count(), new KeyValuePair<string, object?>("outcome", outcome.Key.Name()));
            }

            work._metrics.NetSteps.Add(part.Sum(result => (long)result.Steps));
        }

        private TimeSpan Remaining()
        {
            var rest = MostWaiting - Stopwatch.GetElapsedTime(_oldest);
            return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }

        /// <summary>A database that is away comes back; the lease decides how long that is worth waiting for.</summary>
        private async Task<FlushOutcome> UntilItAnswersAsync(Func<Task<FlushOutcome>> flush)
        {
            while (true)
            {
                try
                {
                    return await flush();
                }
                catch (Exception problem) when (problem is IOException or DbException && !cancellationToken.IsCancellationRequested)
                {
                    work._metrics.Errors.Add(1, new KeyValuePair<string, object?>("while", "flush"));
                    WorkerLog.NotStored(work._log, block.Lease.Block.ToString(CultureInfo.InvariantCulture), problem.Message);
                    await Task.Delay(Pause, cancellationToken);
                }
            }
        }
    }
}
