using OverparamBounds.Core.Queue;

namespace OverparamBounds.Storage.Tests;

public abstract partial class QueueContract
{
    [Fact]
    public async Task One_leads_and_another_follows_when_it_leaves()
    {
        await using var ledger = await OpenAsync();
        await using var other = await OpenAsync();

        var leader = await ledger.Queue.TryLeadAsync(Token);
        Assert.NotNull(leader);
        Assert.Null(await other.Queue.TryLeadAsync(Token));
        Assert.Null(await ledger.Queue.TryLeadAsync(Token));
        Assert.Equal(new(0, 0, 0, 0, 0), await leader.ReconcileAsync(Token));
        await leader.DisposeAsync();

        await using var next = await other.Queue.TryLeadAsync(Token);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task A_worker_that_leaves_gives_its_blocks_back_uncounted()
    {
        await using var ledger = await OpenAsync();
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", QueueSample.Grid(1, [4], 10, 5)), Token);
        var leaving = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        var held = (await leaving.ClaimAsync(Token))!;
        var shown = Assert.Single(await ledger.Queue.WorkersAsync(Token));
        await leaving.DisposeAsync();

        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        var again = (await session.ClaimAsync(Token))!;

        Assert.Equal((leaving.Id, QueueSample.Worker, true, 1), (shown.Id, shown.Info, shown.IsAlive, shown.Held));
        Assert.InRange(shown.SecondsSilent, -1, 60);
        Assert.Equal((held.Lease.Block, 0), (again.Lease.Block, again.Crashes));
        Assert.Equal([true, false], (await ledger.Queue.WorkersAsync(Token)).Select(worker => worker.IsAlive));
    }

    [Fact]
    public async Task A_worker_that_is_silent_too_long_loses_its_blocks_and_learns_it()
    {
        await using var ledger = await OpenAsync();
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", QueueSample.Grid(1, [4], 10, 10)), Token);
        await using var silent = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await using var leader = await ledger.Queue.TryLeadAsync(Token);
        var held = (await silent.ClaimAsync(Token))!;
        await SilenceAsync(silent.Id, QueueTimes.LeaseSeconds - 2);
        Assert.Equal(new(0, 0, 0, 0, 0), await leader!.ReconcileAsync(Token));
        await SilenceAsync(silent.Id, QueueTimes.LeaseSeconds + 1);

        var mended = await leader.ReconcileAsync(Token);

        Assert.Equal(new(Dead: 1, Reclaimed: 1, Split: 0, Quarantined: 0, Closed: 0), mended);
        Assert.Equal(new(0, 0, 0, 0, 0), await leader.ReconcileAsync(Token));
        var reply = await silent.BeatAsync([held.Lease], Token);
        Assert.Equal((false, held.Lease), (reply.IsKnown, Assert.Single(reply.Lost)));
        Assert.False((await silent.DoAsync(held, Token)).Accepted);
        Assert.Null(await silent.ClaimAsync(Token));
        var again = (await session.ClaimAsync(Token))!;
        Assert.Equal((held.Lease.Block, held.Lease.Token + 1, 1), (again.Lease.Block, again.Lease.Token, again.Crashes));
    }

    [Fact]
    public async Task A_worker_learns_that_a_newer_program_has_migrated_the_ledger()
    {
        await using var ledger = await OpenAsync();
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        var before = await session.BeatAsync([], Token);
        var folder = (await RowsAsync("SELECT MAX(scriptname) FROM schema_version"))[0].Split('/')[0];
        await RowsAsync($"INSERT INTO schema_version (scriptname, applied) VALUES ('{folder}/9999_of_the_future.sql', CURRENT_TIMESTAMP)");

        var reply = await session.BeatAsync([], Token);

        Assert.Null(before.Refusal);
        Assert.True(reply.IsKnown);
        Assert.Contains("newer overparam (schema 9999; this one knows", reply.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_that_keeps_failing_is_divided_and_the_trial_that_fails_alone_is_left_alone()
    {
        await using var ledger = await OpenAsync();
        var grid = QueueSample.Grid(1, [4], 3, 3);
        var sweep = QueueSample.Sweep("a", grid);
        await ledger.Queue.SubmitAsync(sweep, Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await session.FlushAsync((await session.ClaimAsync(Token))!.Lease, new(grid.Spec.Curve, Sample.Results(grid.Spec.Curve, 4, 0, 1)), isLast: false, Token);
        await RowsAsync("UPDATE block SET crashes = 1 WHERE kind = 'train'");
        var block = new BlockLease(long.Parse((await RowsAsync("SELECT block_key FROM block WHERE kind = 'train'"))[0], System.Globalization.CultureInfo.InvariantCulture), 1);

        Assert.True(await session.FailAsync(block, "boom", Token));
        var single = (await session.ClaimAsync(Token))!;
        for (var attempt = 0; attempt < QueueTimes.MostCrashes; attempt++)
        {
            Assert.Equal((1, 1, attempt), (single.Range!.FirstSeed, single.Range.Count, single.Crashes));
            Assert.True(await session.FailAsync(single.Lease, $"boom {attempt}", Token));
            single = (await session.ClaimAsync(Token))!;
        }

        Assert.Equal(2, single.Range!.FirstSeed);
        await session.DoAsync(single, Token);
        var progress = (await ledger.Queue.FindSweepAsync(sweep.Id.Value, Token))!;
        Assert.Equal((3L, 2L, 1L), (progress.Planned, progress.Done, progress.Quarantined));
        var question = Assert.Single(await ledger.Queue.QuestionsAsync(sweep.Id, Token));
        Assert.Equal(("open", "boom 2"), (question.Status, question.Problem));
        Assert.Contains(await ledger.EventsAsync(grid.Spec.Id, Token), happened => happened.Kind == "trial-quarantined" && happened.Json.Contains("boom 2", StringComparison.Ordinal));
        await session.AnswerAsync((await session.ClaimAsync(Token))!.Lease, QueueSample.Answer("bracketed"), Token);
        Assert.Equal(SweepState.Failed, (await ledger.Queue.FindSweepAsync(sweep.Id.Value, Token))!.State);
        await ledger.Queue.ChangeAsync(sweep.Id, SweepCommand.Retry, Token);
        var retried = (await session.ClaimAsync(Token))!;
        Assert.Equal((BlockKind.Train, 1, 0), (retried.Kind, retried.Range!.FirstSeed, retried.Crashes));
    }

    [Fact]
    public async Task A_lease_of_a_block_that_was_divided_is_good_for_none_of_its_parts()
    {
        await using var ledger = await OpenAsync();
        var grid = QueueSample.Grid(1, [4], 2, 2);
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", grid), Token);
        await RowsAsync("UPDATE block SET crashes = 1 WHERE kind = 'train'");
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        var whole = (await session.ClaimAsync(Token))!;
        await session.FailAsync(whole.Lease, "boom", Token);

        var part = (await session.ClaimAsync(Token))!;

        Assert.Equal((0, 1), (part.Range!.FirstSeed, part.Range.Count));
        Assert.False((await session.DoAsync(whole, Token)).Accepted);
        Assert.True((await session.DoAsync(part, Token)).Accepted);
    }

    [Fact]
    public async Task A_decision_that_keeps_crashing_fails_its_question_and_closes_the_sweep()
    {
        await using var ledger = await OpenAsync();
        var sweep = QueueSample.Sweep("a", QueueSample.Search(1));
        await ledger.Queue.SubmitAsync(sweep, Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);

        for (var attempt = 0; attempt < QueueTimes.MostDecisionCrashes; attempt++)
        {
            await session.FailAsync((await session.ClaimAsync(Token))!.Lease, "boom", Token);
        }

        Assert.Null(await session.ClaimAsync(Token));
        var failed = (await ledger.Queue.FindSweepAsync(sweep.Id.Value, Token))!;
        Assert.Equal((SweepState.Failed, 1), (failed.State, failed.Failed));
        Assert.Equal("boom", Assert.Single(await ledger.Queue.QuestionsAsync(sweep.Id, Token)).Problem);
    }

    [Fact]
    public async Task Workers_that_died_long_ago_are_forgotten()
    {
        await using var ledger = await OpenAsync();
        var old = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await old.DisposeAsync();
        await SilenceAsync(old.Id, 90_000);
        await using var leader = await ledger.Queue.TryLeadAsync(Token);

        Assert.Empty(await ledger.Queue.WorkersAsync(Token));
        await leader!.ReconcileAsync(Token);

        Assert.Equal(["0"], await RowsAsync("SELECT COUNT(*) FROM worker"));
    }
}
