using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Queue;

namespace OverparamBounds.Jobs.Workers;

/// <summary>
/// One process that works: it says that it lives, claims blocks, does them, and drops them when it may no longer hold
/// them. Whoever hosts it runs <see cref="RunAsync"/> once and <see cref="PumpAsync"/> as often as the bell rings.
/// </summary>
public sealed class Worker(
    ILedger ledger, WorkerOptions options, SlotFactory slots, WorkerMetrics metrics, TimeProvider time, ILogger<Worker> log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<BlockLease, HeldBlock> _held = new();
    private readonly ConcurrentBag<Slot> _slots = [];
    private TaskCompletionSource<IWorkerSession> _session = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IWorkerSession? _announced;
    private bool _isSilent;
    private string? _refusal;
    private string? _obstacle;
    private string? _told;
    private int _pumps;

    /// <summary>Slots without a pump.</summary>
    public int Idle => Math.Max(0, options.Slots - Volatile.Read(ref _pumps));

    /// <summary>Blocks at work.</summary>
    public int Held => _held.Count;

    /// <summary>Whether the queue knows this worker, and its last heartbeat was answered.</summary>
    public bool IsRegistered => _session.Task.IsCompletedSuccessfully && !_isSilent;

    /// <summary>Why this worker claims nothing although it could be heard; null where it claims.</summary>
    public string? Obstacle => _refusal ?? _obstacle;

    private WorkerInfo Info => new(
        Environment.MachineName,
        Environment.ProcessId,
        options.Engine.Settings.Device,
        options.DeviceClass,
        options.Slots,
        Reporting.ProgramVersion.Text);

    /// <summary>Registers for the first time; waits for a database that is away.</summary>
    /// <exception cref="Core.Specs.RequestException">Another process works on a ledger that takes one at a time.</exception>
    public async Task AnnounceAsync(CancellationToken cancellationToken) => _announced = await RegisterAsync(cancellationToken);

    /// <summary>Registers, and says every second that the worker lives; on stopping, waits for blocks to end and leaves.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if ((_announced ?? await RegisterAsync(stopping)) is not { } session)
            {
                return;
            }

            _announced = null;
            _session.SetResult(session);
            WorkerLog.Registered(log, session.Id.Value, options.Slots, options.Engine.Settings.Device);
            var alive = await BeatAsync(session, stopping);
            _session = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!alive)
            {
                WorkerLog.GivenUp(log, session.Id.Value);
                DropAll();
            }

            WorkerLog.Leaves(log, session.Id.Value);
            await session.DisposeAsync();
        }
    }

    /// <summary>Claims and does blocks until there are none, or the time of a pump is over.</summary>
    public async Task PumpAsync(CancellationToken stopping)
    {
        if (Interlocked.Increment(ref _pumps) > options.Slots)
        {
            // A bell that rang once too often.
            Interlocked.Decrement(ref _pumps);
            return;
        }

        var slot = _slots.TryTake(out var free) ? free : slots.Make();
        try
        {
            await WorkAsync(slot, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was held has been given back.
        }
        finally
        {
            _slots.Add(slot);
            Interlocked.Decrement(ref _pumps);
        }
    }

    private async Task WorkAsync(Slot slot, CancellationToken stopping)
    {
        var began = time.GetTimestamp();
        var busy = began;
        var wait = FirstWait;
        while (!stopping.IsCancellationRequested && time.GetElapsedTime(began) < options.PumpTime)
        {
            var session = await _session.Task.WaitAsync(stopping);
            if (await ClaimAsync(session, stopping) is { } block)
            {
                FailPoint.Reach(FailPoint.Claimed);
                await DoAsync(session, slot, block, stopping);
                busy = time.GetTimestamp();
                wait = FirstWait;
                continue;
            }

            if (time.GetElapsedTime(busy) > options.LingerTime)
            {
                return;
            }

            // A round may be about to be planned by another worker.
            await Task.Delay(wait, time, stopping);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task<ClaimedBlock?> ClaimAsync(IWorkerSession session, CancellationToken stopping)
    {
        _obstacle = slots.Obstacle();
        if (Tell(Obstacle))
        {
            await Task.Delay(AfterTrouble, time, stopping);
            return null;
        }

        try
        {
            var began = Stopwatch.GetTimestamp();
            var block = await session.ClaimAsync(stopping);
            metrics.ClaimSeconds.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
            return block;
        }
        catch (Exception problem) when (IsAbsence(problem))
        {
            metrics.Errors.Add(1, new KeyValuePair<string, object?>("while", "claim"));
            WorkerLog.NotClaiming(log, problem.Message);
            await Task.Delay(AfterTrouble, time, stopping);
            return null;
        }
    }

    private async Task DoAsync(IWorkerSession session, Slot slot, ClaimedBlock block, CancellationToken stopping)
    {
        WorkerLog.Claimed(log, block.Lease.Block, block.Kind.ToString(), block.Spec.Id.Value);
        using var held = new HeldBlock(options.MostTime(block.Range?.CostSeconds ?? 0), options.DrainTime, time, stopping);
        _held[block.Lease] = held;
        using var activity = WorkerMetrics.Activities.StartActivity(block.Kind.ToString());
        activity?.SetTag("question", block.Spec.Id.Value);
        activity?.SetTag("block", block.Lease.Block);
        var began = Stopwatch.GetTimestamp();
        var how = "failed";
        try
        {
            var work = slot.DoAsync(session, block, held.Token);
            await Task.WhenAny(work, held.HungAsync());
            if (!work.IsCompleted)
            {
                await EndHungProcessAsync(session, block);
            }

            await work;
            how = "done";
        }
        catch (OperationCanceledException) when (held.Token.IsCancellationRequested)
        {
            how = held.IsLost ? "lost" : held.IsOverdue ? "overdue" : "given back";
            await GiveBackAsync(session, block, held);
        }
        catch (LeaseLostException)
        {
            how = "lost";
        }
        catch (AttemptLogException problem)
        {
            // This machine's trouble: others may do the block, and it has not crashed.
            how = "given back";
            _obstacle = problem.Message;
            await TryAsync(() => session.ReleaseAsync(block.Lease, CancellationToken.None));
        }
        catch (Exception problem) when (IsAbsence(problem))
        {
            how = "unreachable";
            metrics.Errors.Add(1, new KeyValuePair<string, object?>("while", "work"));
            WorkerLog.NotStored(log, block.Lease.Block.ToString(System.Globalization.CultureInfo.InvariantCulture), problem.Message);
        }
        catch (Exception problem) // Whatever is wrong with this block must not take the others with it.
        {
            WorkerLog.Failed(log, block.Lease.Block, block.Spec.Id.Value, problem.Message);
            await TryAsync(() => session.FailAsync(block.Lease, $"{problem.GetType().Name}: {problem.Message}", CancellationToken.None));
        }
        finally
        {
            _held.TryRemove(block.Lease, out _);
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            metrics.BlockSeconds.Record(seconds, new KeyValuePair<string, object?>("kind", block.Kind.ToString()));
            metrics.Blocks.Add(1, new KeyValuePair<string, object?>("kind", block.Kind.ToString()), new KeyValuePair<string, object?>("how", how));
            WorkerLog.Ended(log, block.Lease.Block, how, seconds);
        }
    }

    private async Task GiveBackAsync(IWorkerSession session, ClaimedBlock block, HeldBlock held)
    {
        if (held.IsOverdue)
        {
            await TryAsync(() => session.FailAsync(
                block.Lease, $"took longer than {options.MostTime(block.Range?.CostSeconds ?? 0)}", CancellationToken.None));
        }
        else
        {
            // Also what was lost: a cancelled sweep's block is still in this worker's name, another's is not given.
            await TryAsync(() => session.ReleaseAsync(block.Lease, CancellationToken.None));
        }
    }

    /// <summary>A thread that does not listen cannot be stopped but with its process. Others get their blocks back uncounted.</summary>
    private async Task EndHungProcessAsync(IWorkerSession session, ClaimedBlock block)
    {
        WorkerLog.Hung(log, block.Lease.Block);
        await TryAsync(() => session.FailAsync(block.Lease, "hung: it did not stop when asked to", CancellationToken.None));
        await TryAsync(async () =>
        {
            await session.DisposeAsync();
            return true;
        });
        Environment.FailFast("A training is hung.");
    }

    /// <summary>Says that the worker lives until it stops or is given up. False: it was given up.</summary>
    private async Task<bool> BeatAsync(IWorkerSession session, CancellationToken stopping)
    {
        var answered = time.GetTimestamp();
        while (!stopping.IsCancellationRequested || !_held.IsEmpty)
        {
            try
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(QueueTimes.SelfFenceSeconds / 3), time);
                var reply = await session.BeatAsync([.. _held.Keys], patience.Token);
                answered = time.GetTimestamp();
                _isSilent = false;
                _refusal = reply.Refusal;
                if (!reply.IsKnown)
                {
                    return false;
                }

                foreach (var lost in reply.Lost)
                {
                    if (_held.TryGetValue(lost, out var block))
                    {
                        block.Lose();
                    }
                }
            }
            catch (Exception problem) when (IsAbsence(problem) || problem is OperationCanceledException)
            {
                _isSilent = true;
                metrics.Errors.Add(1, new KeyValuePair<string, object?>("while", "heartbeat"));
                WorkerLog.NotBeating(log, problem.Message);
                if (time.GetElapsedTime(answered).TotalSeconds > QueueTimes.SelfFenceSeconds && !_held.IsEmpty)
                {
                    WorkerLog.SelfFenced(log, time.GetElapsedTime(answered).TotalSeconds);
                    DropAll();
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(QueueTimes.HeartbeatSeconds), time, stopping.IsCancellationRequested ? CancellationToken.None : stopping)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return true;
    }

    /// <summary>Says it once when something comes into the way or is out of it.</summary>
    /// <returns>Whether something is in the way.</returns>
    private bool Tell(string? obstacle)
    {
        if (Interlocked.Exchange(ref _told, obstacle) != obstacle)
        {
            if (obstacle is null)
            {
                WorkerLog.ClaimingAgain(log);
            }
            else
            {
                WorkerLog.NotClaiming(log, obstacle);
            }
        }

        return obstacle is not null;
    }

    private async Task<IWorkerSession?> RegisterAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                return await ledger.Queue.RegisterAsync(Info, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return null;
            }
            catch (Exception problem) when (IsAbsence(problem))
            {
                metrics.Errors.Add(1, new KeyValuePair<string, object?>("while", "register"));
                WorkerLog.NotBeating(log, problem.Message);
                await Task.Delay(AfterTrouble, time, stopping)
                    .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }

        return null;
    }

    private void DropAll()
    {
        foreach (var block in _held.Values)
        {
            block.Lose();
        }
    }

    /// <summary>Tells the queue what it can, if it can be reached; what is not told is found out by the lease.</summary>
    private static async Task TryAsync(Func<Task<bool>> tell)
    {
        try
        {
            await tell();
        }
        catch (Exception problem) when (IsAbsence(problem))
        {
            // The lease runs out by itself.
        }
    }

    private static bool IsAbsence(Exception problem) => problem is IOException or DbException or TimeoutException;
}
