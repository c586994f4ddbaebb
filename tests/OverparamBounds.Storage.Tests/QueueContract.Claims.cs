using OverparamBounds.Core.Queue;

namespace OverparamBounds.Storage.Tests;

public abstract partial class QueueContract
{
    [Fact]
    public async Task The_more_urgent_sweep_is_served_first_and_priority_counts_at_the_next_claim()
    {
        await using var ledger = await OpenAsync();
        var (low, high) = (QueueSample.Sweep("low", QueueSample.Search(1), QueueSample.Search(2)), QueueSample.Sweep("high", QueueSample.Search(3)));
        await ledger.Queue.SubmitAsync(low, Token);
        await ledger.Queue.SubmitAsync(high with { Priority = 5 }, Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);

        var first = (await session.ClaimAsync(Token))!;
        await session.ReleaseAsync(first.Lease, Token);
        await ledger.Queue.PrioritiseAsync(low.Id, 6, Token);
        var second = (await session.ClaimAsync(Token))!;

        Assert.Equal(high.Questions[0].Spec.Id, first.Spec.Id);
        Assert.Equal(low.Questions[0].Spec.Id, second.Spec.Id);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ledger.Queue.PrioritiseAsync(low.Id, 101, Token));
    }

    [Fact]
    public async Task A_question_of_two_sweeps_has_the_higher_of_their_priorities()
    {
        await using var ledger = await OpenAsync();
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", QueueSample.Search(1), QueueSample.Search(2)), Token);
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("b", QueueSample.Search(2)) with { Priority = 1 }, Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);

        var claimed = (await session.ClaimAsync(Token))!;

        Assert.Equal(QueueSample.Search(2).Spec.Id, claimed.Spec.Id);
    }

    [Fact]
    public async Task What_was_given_back_is_done_before_what_is_fresh()
    {
        await using var ledger = await OpenAsync();
        var grid = QueueSample.Grid(1, [2, 4], seeds: 20, blockSize: 5);
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", grid), Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        var blocks = new List<ClaimedBlock>();
        for (var i = 0; i < 4; i++)
        {
            blocks.Add((await session.ClaimAsync(Token))!);
        }

        Assert.True(await session.ReleaseAsync(blocks[2].Lease, Token));
        Assert.False(await session.ReleaseAsync(blocks[2].Lease, Token));

        var again = (await session.ClaimAsync(Token))!;
        Assert.Equal((blocks[2].Lease.Block, blocks[2].Lease.Token + 1, 0), (again.Lease.Block, again.Lease.Token, again.Crashes));
        Assert.Equal(grid.Blocks[4], (await session.ClaimAsync(Token))!.Range);
    }

    [Fact]
    public async Task A_worker_takes_blocks_of_its_class_of_devices_alone()
    {
        await using var ledger = await OpenAsync();
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", QueueSample.Search(1, "gpu"), QueueSample.Search(2)), Token);
        await using var cpu = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await using var gpu = await ledger.Queue.RegisterAsync(QueueSample.Worker with { DeviceClass = "gpu", Device = "cuda:0" }, Token);

        Assert.Equal(new(Ready: 1, Leased: 0), await ledger.Queue.DepthAsync("gpu", Token));
        Assert.Equal(QueueSample.Search(2).Spec.Id, (await cpu.ClaimAsync(Token))!.Spec.Id);
        Assert.Null(await cpu.ClaimAsync(Token));
        Assert.Equal(QueueSample.Search(1).Spec.Id, (await gpu.ClaimAsync(Token))!.Spec.Id);
        Assert.Null(await gpu.ClaimAsync(Token));
        Assert.Equal(new(Ready: 0, Leased: 1), await ledger.Queue.DepthAsync("gpu", Token));
    }

    [Fact]
    public async Task Seeds_that_two_questions_share_are_not_trained_by_both_at_a_time()
    {
        await using var ledger = await OpenAsync();
        var (one, other) = (QueueSample.GridOf(Sample.Curve, [4], 10, 5), QueueSample.GridOf(Sample.Curve, [4, 6], 10, 10));
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", one, other), Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);

        var first = (await session.ClaimAsync(Token))!;
        var second = (await session.ClaimAsync(Token))!;
        var third = (await session.ClaimAsync(Token))!;

        Assert.Equal([one.Blocks[0], one.Blocks[1], other.Blocks[1]], [first.Range, second.Range, third.Range]);
        Assert.Null(await session.ClaimAsync(Token));
        await session.DoAsync(first, Token);
        await session.DoAsync(second, Token);
        await session.ClaimAsync(Token);
        Assert.Equal(other.Blocks[0], (await session.ClaimAsync(Token))!.Range);
    }

    [Fact]
    public async Task Trials_of_another_format_are_left_to_the_program_that_knows_it()
    {
        await using var ledger = await OpenAsync();
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", QueueSample.Search(1)), Token);
        await RowsAsync("UPDATE sweep_question SET trial_format = trial_format + 1");
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);

        Assert.Null(await session.ClaimAsync(Token));
    }

    [Fact]
    public async Task A_search_is_decided_round_by_round_and_waits_for_its_training()
    {
        await using var ledger = await OpenAsync();
        var search = QueueSample.Search(1);
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", search), Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        PlannedBlock[] round = [new(8, 0, 4, 1.5), new(16, 0, 4, 3)];

        var decide = (await session.ClaimAsync(Token))!;
        Assert.True(await session.PlanAsync(decide.Lease, round, ["""{"launch":1}"""], Token));
        Assert.False(await session.PlanAsync(decide.Lease, round, ["""{"launch":1}"""], Token));
        var blocks = new[] { (await session.ClaimAsync(Token))!, (await session.ClaimAsync(Token))! };
        Assert.Null(await session.ClaimAsync(Token));
        await session.DoAsync(blocks[1], Token);
        Assert.Null(await session.ClaimAsync(Token));
        await session.DoAsync(blocks[0], Token);
        var last = (await session.ClaimAsync(Token))!;
        Assert.True(await session.AnswerAsync(last.Lease, QueueSample.Answer(), Token));

        Assert.Equal(round, blocks.Select(block => block.Range));
        Assert.Equal((decide.Lease.Block, BlockKind.Decide), (last.Lease.Block, last.Kind));
        var question = Assert.Single(await ledger.Queue.QuestionsAsync(QueueSample.Sweep("a").Id, Token));
        Assert.Equal(("certified", 1, 8L, 8L, null), (question.Status, question.Rounds, question.Planned, question.Done, question.Problem));
    }

    [Fact]
    public async Task A_flush_under_a_lease_that_was_taken_away_stores_nothing_and_compares()
    {
        await using var ledger = await OpenAsync();
        var grid = QueueSample.Grid(1, [4], seeds: 6, blockSize: 6);
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", grid), Token);
        await using var slow = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await using var quick = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        var stale = (await slow.ClaimAsync(Token))!;
        Assert.False(await quick.ReleaseAsync(stale.Lease, Token));
        await slow.ReleaseAsync(stale.Lease, Token);
        var fresh = (await quick.ClaimAsync(Token))!;
        var results = QueueSample.Results(fresh);
        Assert.Equal(new(Accepted: true, Added: 2, 0, 0), await quick.FlushAsync(fresh.Lease, new(grid.Spec.Curve, results.Take(2).ToList()), isLast: false, Token));

        var refused = await slow.FlushAsync(
            stale.Lease, new(grid.Spec.Curve, [results[0], Sample.Contradict(results[1]), results[2]]), isLast: true, Token);

        Assert.Equal(new(Accepted: false, Added: 0, Agreeing: 1, Differing: 1), refused);
        Assert.Equal(2, (await ledger.StatusAsync(Token)).Trials);
        Assert.False(await slow.FailAsync(stale.Lease, "late", Token));
        Assert.Equal(new(Accepted: true, Added: 4, 0, 0), await quick.FlushAsync(fresh.Lease, new(grid.Spec.Curve, results), isLast: true, Token));
        Assert.False((await quick.FlushAsync(fresh.Lease, new(grid.Spec.Curve, results), isLast: true, Token)).Accepted);
    }

    [Fact]
    public async Task Claims_that_come_together_hand_out_each_block_once()
    {
        const int Claimers = 12;
        await using var ledger = await OpenAsync();
        await ledger.Queue.SubmitAsync(
            QueueSample.Sweep("a", [.. Enumerable.Range(0, 6).Select(number => QueueSample.Grid(number, [2, 4], seeds: 50, blockSize: 5))]), Token);

        var claimed = await Task.WhenAll(Enumerable.Range(0, Claimers).Select(_ => Task.Run(
            async () =>
            {
                await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
                var blocks = new List<ClaimedBlock>();
                while (await session.ClaimAsync(Token) is { } block)
                {
                    blocks.Add(block);
                    if (block.Kind == BlockKind.Train)
                    {
                        Assert.True((await session.DoAsync(block, Token)).Accepted);
                    }
                    else
                    {
                        Assert.True(await session.AnswerAsync(block.Lease, QueueSample.Answer(), Token));
                    }
                }

                return blocks;
            },
            Token)));

        // One that finds nothing may leave before the last decision is due: the rest is for who comes after.
        await using var late = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        var rest = 0;
        while (await late.ClaimAsync(Token) is { } block)
        {
            Assert.Equal(BlockKind.Decide, block.Kind);
            Assert.True(await late.AnswerAsync(block.Lease, QueueSample.Answer(), Token));
            rest++;
        }

        var all = claimed.SelectMany(blocks => blocks).ToList();
        Assert.Equal((6 * 20) + 6, all.Count + rest);
        Assert.Equal(all.Count, all.Select(block => block.Lease).Distinct().Count());
        Assert.Equal(SweepState.Finished, Assert.Single(await ledger.Queue.SweepsAsync(Token)).State);
        Assert.Equal(600, (await ledger.StatusAsync(Token)).Trials);
    }

    [Fact]
    public async Task A_block_of_one_kind_does_not_take_what_belongs_to_the_other()
    {
        await using var ledger = await OpenAsync();
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", QueueSample.Grid(1, [4], 5, 5), QueueSample.Search(1)), Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        var (train, decide) = ((await session.ClaimAsync(Token))!, (await session.ClaimAsync(Token))!);

        await Assert.ThrowsAsync<ArgumentException>(() => session.AnswerAsync(train.Lease, QueueSample.Answer(), Token));
        await Assert.ThrowsAsync<ArgumentException>(() => session.FlushAsync(decide.Lease, new(decide.Spec.Curve, []), isLast: true, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => session.AnswerAsync(decide.Lease, QueueSample.Answer() with { Json = "no" }, Token));
        Assert.Empty((await session.BeatAsync([train.Lease, decide.Lease], Token)).Lost);
    }
}
