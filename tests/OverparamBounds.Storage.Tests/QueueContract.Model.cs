using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Storage.Tests;

public abstract partial class QueueContract
{
    /// <summary>
    /// Random walks of several workers, a leader and a person over a few sweeps that share questions and cells, checked
    /// at each step against what a simple model allows; in the end all is let run, and everything must have been trained.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_random_walk_never_leaves_what_the_model_allows_and_everything_finishes(int seed)
    {
        const int Steps = 250;
        await using var ledger = await OpenAsync();
        await using var walk = new QueueWalk(ledger, (await ledger.Queue.TryLeadAsync(Token))!, Sample.Random($"walk {seed}"), SilenceAsync, RowsAsync);

        for (var step = 0; step < Steps; step++)
        {
            await walk.StepAsync(Token);
            await CheckAsync(walk);
        }

        await walk.FinishAsync(Token);
        await CheckAsync(walk);
        Assert.All(await ledger.Queue.SweepsAsync(Token), sweep => Assert.True(sweep.State is SweepState.Finished or SweepState.Failed));
        Assert.Empty(await RowsAsync("SELECT block_key FROM block WHERE state IN ('ready', 'leased')"));

        // No trial lost: each seed of a block that ended is stored, under the digest that the trainer gives it.
        Assert.Empty(await RowsAsync(
            """
            SELECT block.block_key
            FROM block
            WHERE kind = 'train' AND state = 'done' AND seed_count > (
                SELECT COUNT(*) FROM trial
                WHERE trial.cell_key = block.cell_key AND seed_index >= first_seed AND seed_index < first_seed + seed_count)
            """));
        Assert.Equal(["0"], await RowsAsync($"SELECT COUNT(*) FROM event WHERE kind = '{LedgerEvents.DigestMismatch}'"));
    }

    private async Task CheckAsync(QueueWalk walk)
    {
        // The leases in the database are those that the model thinks are live, each held by the worker that claimed it.
        Assert.Equal(
            walk.Live.Select(live => $"{live.Key.Block}|{live.Key.Token}|{live.Value.Worker.Id}").Order(StringComparer.Ordinal),
            (await RowsAsync("SELECT block_key, lease, worker_key FROM block WHERE state = 'leased'")).Order(StringComparer.Ordinal));

        // Open questions are known as such.
        Assert.Empty(await RowsAsync(
            """
            SELECT sweep_question.question_key
            FROM sweep_question
            JOIN block ON block.question_key = sweep_question.question_key AND block.kind = 'decide'
            WHERE sweep_question.is_open <> (block.state IN ('ready', 'leased'))
            """));
        Assert.Empty(await RowsAsync(
            """
            SELECT id
            FROM sweep
            WHERE (state IN ('running', 'paused', 'stopping')) = (finished_at IS NOT NULL)
                OR (state IN ('running', 'paused', 'stopping')
                    AND NOT EXISTS (SELECT 1 FROM sweep_question WHERE sweep_question.sweep_key = sweep.sweep_key AND is_open))
            """));
    }
}

/// <summary>Everyone who works on a queue, taking random turns.</summary>
internal sealed class QueueWalk(
    ILedger ledger,
    IQueueLeader leader,
    RandomSequence random,
    Func<WorkerId, double, Task> silence,
    Func<string, Task<IReadOnlyList<string>>> rows) : IAsyncDisposable
{
    private readonly IReadOnlyList<Submission> _sweeps =
    [
        QueueSample.Sweep("grid", QueueSample.GridOf(Sample.Curve, [2, 4], 6, 3), QueueSample.GridOf(Sample.Curve, [4], 9, 4)),
        QueueSample.Sweep("search", QueueSample.Search(1), QueueSample.Search(2), QueueSample.GridOf(Sample.Curve, [4], 9, 4)),
        QueueSample.Sweep("urgent", QueueSample.Search(2), QueueSample.Grid(5, [8], 5, 2)) with { Priority = 3 },
    ];

    private readonly List<IWorkerSession> _workers = [];
    private readonly List<Claim> _claims = [];
    private readonly Dictionary<long, long> _tokens = [];

    /// <summary>The leases that the model thinks are live.</summary>
    public Dictionary<BlockLease, Claim> Live { get; } = [];

    public async Task StepAsync(CancellationToken cancellationToken)
    {
        switch (random.NextIndex(20))
        {
            case 0:
                await ledger.Queue.SubmitAsync(_sweeps[random.NextIndex(_sweeps.Count)], cancellationToken);
                break;
            case 1 when _workers.Count < 4:
                _workers.Add(await ledger.Queue.RegisterAsync(QueueSample.Worker, cancellationToken));
                break;
            case 2 or 3:
                await ChangeAsync(cancellationToken);
                break;
            case 4 when _workers is not []:
                await DieAsync(_workers[random.NextIndex(_workers.Count)], cancellationToken);
                break;
            case 5 when _workers is not []:
                await LeaveAsync(_workers[random.NextIndex(_workers.Count)]);
                break;
            case < 12 when _workers is not []:
                await ClaimAsync(_workers[random.NextIndex(_workers.Count)], cancellationToken);
                break;
            default:
                // Old claims too, so that much is tried under leases that are long gone.
                var claims = random.NextIndex(2) == 0 ? _claims : [.. Live.Values];
                if (claims is not [])
                {
                    await EndAsync(claims[random.NextIndex(claims.Count)], isTame: false, cancellationToken);
                }

                break;
        }
    }

    /// <summary>Everybody behaves from now on.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var sweep in _sweeps)
        {
            var submitted = await ledger.Queue.SubmitAsync(sweep, cancellationToken);
            if (submitted.State == SweepState.Paused)
            {
                await ledger.Queue.ChangeAsync(sweep.Id, SweepCommand.Resume, cancellationToken);
            }

            if (submitted.State == SweepState.Stopping)
            {
                await ledger.Queue.ChangeAsync(sweep.Id, SweepCommand.Cancel, cancellationToken);
                await ledger.Queue.ChangeAsync(sweep.Id, SweepCommand.Retry, cancellationToken);
            }
        }

        foreach (var worker in _workers.ToList())
        {
            await LeaveAsync(worker);
        }

        var last = await ledger.Queue.RegisterAsync(QueueSample.Worker, cancellationToken);
        _workers.Add(last);
        while (await ClaimAsync(last, cancellationToken) is { } claim)
        {
            await EndAsync(claim, isTame: true, cancellationToken);
        }

        await leader.ReconcileAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        await leader.DisposeAsync();
    }

    private async Task<Claim?> ClaimAsync(IWorkerSession worker, CancellationToken cancellationToken)
    {
        if (await worker.ClaimAsync(cancellationToken) is not { } block)
        {
            return null;
        }

        // Never two live leases on a block, and tokens only grow.
        Assert.DoesNotContain(Live.Keys, lease => lease.Block == block.Lease.Block);
        Assert.True(block.Lease.Token > _tokens.GetValueOrDefault(block.Lease.Block));
        _tokens[block.Lease.Block] = block.Lease.Token;
        if (block.Kind == BlockKind.Decide)
        {
            // Nothing is decided while it is trained for, and nothing that could be trained for unless the sweep stops.
            Assert.Empty(await rows(
                $"""
                SELECT train.block_key
                FROM block AS decide
                JOIN block AS train ON train.question_key = decide.question_key AND train.kind = 'train'
                WHERE decide.block_key = {block.Lease.Block} AND train.state IN ('leased'{(block.IsStopping ? string.Empty : ", 'ready'")})
                """));
        }

        var claim = new Claim(worker, block);
        _claims.Add(claim);
        Live[block.Lease] = claim;
        return claim;
    }

    private async Task EndAsync(Claim claim, bool isTame, CancellationToken cancellationToken)
    {
        var (worker, block) = claim;
        var isLive = Live.GetValueOrDefault(block.Lease) == claim;
        var action = isTame ? 0 : random.NextIndex(6);
        var accepted = (block.Kind, action) switch
        {
            (_, 1) => await worker.ReleaseAsync(block.Lease, cancellationToken),
            (_, 2) => await worker.FailAsync(block.Lease, "boom", cancellationToken),
            (BlockKind.Train, 3) => await FlushPartAsync(worker, block, cancellationToken),
            (BlockKind.Train, _) => (await worker.DoAsync(block, cancellationToken)).Accepted,
            (_, 3) => await worker.GiveUpAsync(block.Lease, "cannot", cancellationToken),
            (_, 4 or 5) when !block.IsStopping => await worker.PlanAsync(
                block.Lease, [new(16 + random.NextIndex(4), 4 * random.NextIndex(3), 4, 1)], ["{}"], cancellationToken),
            _ => await worker.AnswerAsync(
                block.Lease, new(block.IsStopping ? "undecided" : "certified", "{}", [], ["{}"]), cancellationToken),
        };

        Assert.Equal(isLive, accepted);
        if (!(block.Kind == BlockKind.Train && action == 3))
        {
            Live.Remove(block.Lease);
        }
    }

    private static async Task<bool> FlushPartAsync(IWorkerSession worker, ClaimedBlock block, CancellationToken cancellationToken)
    {
        var part = QueueSample.Results(block).Take(1).ToList();
        var outcome = await worker.FlushAsync(block.Lease, new(block.Spec.Curve, part), isLast: false, cancellationToken);
        Assert.Equal(0, outcome.Differing);
        return outcome.Accepted;
    }

    private async Task ChangeAsync(CancellationToken cancellationToken)
    {
        var sweeps = await ledger.Queue.SweepsAsync(cancellationToken);
        if (sweeps is [])
        {
            return;
        }

        var sweep = sweeps[random.NextIndex(sweeps.Count)];
        var open = SweepCommands.Open(sweep.State);
        if (open is not [])
        {
            var command = open[random.NextIndex(open.Count)];
            var changed = await ledger.Queue.ChangeAsync(sweep.Id, command, cancellationToken);

            // A sweep whose questions other sweeps have settled closes at once.
            Assert.True(
                changed.State == SweepCommands.Next(sweep.State, command)
                || changed.State is SweepState.Finished or SweepState.Failed or SweepState.Stopped);
        }
    }

    /// <summary>Falls silent, so that the leader takes what it holds.</summary>
    private async Task DieAsync(IWorkerSession worker, CancellationToken cancellationToken)
    {
        await silence(worker.Id, QueueTimes.LeaseSeconds + 1);
        var mended = await leader.ReconcileAsync(cancellationToken);
        Assert.Equal((1, Live.Values.Count(claim => claim.Worker == worker)), (mended.Dead, mended.Reclaimed));
        await LeaveAsync(worker);
    }

    private async Task LeaveAsync(IWorkerSession worker)
    {
        await worker.DisposeAsync();
        _workers.Remove(worker);
        foreach (var claim in Live.Values.Where(claim => claim.Worker == worker).ToList())
        {
            Live.Remove(claim.Block.Lease);
        }
    }

    internal sealed record Claim(IWorkerSession Worker, ClaimedBlock Block);
}
