using System.Diagnostics;
using OverparamBounds.Core.Queue;

namespace OverparamBounds.Scale;

/// <summary>What workers have measured of the queue.</summary>
internal sealed class WorkTally
{
    public Latencies Registrations { get; } = new();

    /// <summary>Claims that found a block; the others are in <see cref="Empty"/>.</summary>
    public Latencies Claims { get; } = new();

    public Latencies Empty { get; } = new();

    public Latencies Flushes { get; } = new();

    public Latencies Answers { get; } = new();

    public Latencies Beats { get; } = new();

    public Latencies Reconciliations { get; } = new();

    public long Trials { get; set; }

    /// <summary>Workers that the leader gave up although they lived.</summary>
    public int GivenUp { get; set; }

    /// <summary>From the first claim to the last answer.</summary>
    public double Seconds { get; set; }

    public void Add(WorkTally other)
    {
        Claims.Add(other.Claims);
        Empty.Add(other.Empty);
        Flushes.Add(other.Flushes);
        Answers.Add(other.Answers);
        Beats.Add(other.Beats);
        Trials += other.Trials;
    }
}

/// <summary>Sessions that do all that workers do except train: claim, flush, decide and say every second that they live.</summary>
/// <param name="questions">How many answers end the work.</param>
internal sealed class SimulatedWorkers(IQueue queue, int workers, int trainMilliseconds, int questions)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private int _answered;

    public async Task<WorkTally> RunAsync(CancellationToken cancellationToken)
    {
        var tally = new WorkTally();
        var sessions = new List<IWorkerSession>();
        try
        {
            for (var number = 0; number < workers; number++)
            {
                var start = Stopwatch.GetTimestamp();
                sessions.Add(await queue.RegisterAsync(new("simulated", number, "cpu", "cpu", Slots: 1, "scale 0.1.0"), cancellationToken));
                tally.Registrations.Add(start);
            }

            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var leading = LeadAsync(tally, end.Token);
            var begun = Stopwatch.GetTimestamp();
            var parts = await Task.WhenAll(sessions.Select((session, number) => Task.Run(() => WorkAsync(session, number, cancellationToken), cancellationToken)));
            tally.Seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            await end.CancelAsync();
            await leading;
            foreach (var part in parts)
            {
                tally.Add(part);
            }

            return tally;
        }
        finally
        {
            foreach (var session in sessions)
            {
                await session.DisposeAsync();
            }
        }
    }

    private bool IsDone => Volatile.Read(ref _answered) >= questions;

    private async Task<WorkTally> WorkAsync(IWorkerSession session, int number, CancellationToken cancellationToken)
    {
        var tally = new WorkTally();
        var held = new List<BlockLease>();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beating = BeatAsync(session, number, tally.Beats, held, end.Token);
        while (!IsDone)
        {
            var start = Stopwatch.GetTimestamp();
            if (await session.ClaimAsync(cancellationToken) is not { } block)
            {
                tally.Empty.Add(start);
                await Task.Delay(Pause, cancellationToken);
                continue;
            }

            tally.Claims.Add(start);
            lock (held)
            {
                held.Add(block.Lease);
            }

            await DoAsync(session, block, tally, cancellationToken);
            lock (held)
            {
                held.Clear();
            }
        }

        await end.CancelAsync();
        await beating;
        return tally;
    }

    private async Task DoAsync(IWorkerSession session, ClaimedBlock block, WorkTally tally, CancellationToken cancellationToken)
    {
        if (block.Kind == BlockKind.Decide)
        {
            var answer = MadeUp.Answer(block.Spec);
            var asked = Stopwatch.GetTimestamp();
            if (await session.AnswerAsync(block.Lease, answer, cancellationToken))
            {
                tally.Answers.Add(asked);
                Interlocked.Increment(ref _answered);
            }

            return;
        }

        var results = MadeUp.Results(block);
        if (trainMilliseconds > 0)
        {
            await Task.Delay(trainMilliseconds, cancellationToken);
        }

        var start = Stopwatch.GetTimestamp();
        var outcome = await session.FlushAsync(block.Lease, results, isLast: true, cancellationToken);
        tally.Flushes.Add(start);
        tally.Trials += outcome.Added;
    }

    /// <summary>Beats spread over the second, as those of processes that started by and by.</summary>
    private async Task BeatAsync(
        IWorkerSession session, int number, Latencies beats, List<BlockLease> held, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(QueueTimes.HeartbeatSeconds * number / workers), cancellationToken);
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(QueueTimes.HeartbeatSeconds));
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                List<BlockLease> now;
                lock (held)
                {
                    now = [.. held];
                }

                var start = Stopwatch.GetTimestamp();
                await session.BeatAsync(now, cancellationToken);
                beats.Add(start);
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    private async Task LeadAsync(WorkTally tally, CancellationToken cancellationToken)
    {
        await using var leader = await queue.TryLeadAsync(cancellationToken)
            ?? throw new InvalidOperationException("Somebody else leads in a database that was made for this run.");
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var start = Stopwatch.GetTimestamp();
                tally.GivenUp += (await leader.ReconcileAsync(cancellationToken)).Dead;
                tally.Reconciliations.Add(start);
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }
}
