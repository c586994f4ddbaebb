using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Storage.Tests;

public abstract partial class QueueContract
{
    [Fact]
    public async Task A_sweep_comes_back_with_every_field_by_a_beginning_of_its_id()
    {
        await using var ledger = await OpenAsync();
        var sweep = QueueSample.Sweep("a", QueueSample.Search(1), QueueSample.Search(1), QueueSample.Search(2)) with { Priority = -3 };

        var submitted = await ledger.Queue.SubmitAsync(sweep, Token);

        Assert.Equal(
            new(sweep.Id, "a", "notes", -3, SweepState.Running, sweep.SpecJson, 2, 0, 0, 0, 0, 0, 0, 0, submitted.CreatedAt, FinishedAt: null),
            submitted);
        Assert.Equal(submitted, await ledger.Queue.FindSweepAsync(sweep.Id.Value[..6], Token));
        Assert.Equal([submitted], await ledger.Queue.SweepsAsync(Token));
        Assert.Null(await ledger.Queue.FindSweepAsync("0000", Token));
        Assert.Equal(1, (await ledger.StatusAsync(Token)).Sweeps);
        Assert.Equal(
            [QueueSample.Search(1).Spec, QueueSample.Search(2).Spec],
            (await ledger.Queue.QuestionsAsync(sweep.Id, Token)).Select(question => question.Spec));
    }

    [Fact]
    public async Task A_sweep_that_is_submitted_again_stays_as_it_stands()
    {
        await using var ledger = await OpenAsync();
        var sweep = QueueSample.Sweep("a", QueueSample.Grid(1, [4], 10, 5));
        var first = await ledger.Queue.SubmitAsync(sweep, Token);

        Assert.Equal(first, await ledger.Queue.SubmitAsync(sweep with { Name = "b", Priority = 9 }, Token));

        await ledger.Queue.ChangeAsync(sweep.Id, SweepCommand.Cancel, Token);
        Assert.Equal(first, await ledger.Queue.SubmitAsync(sweep, Token));
    }

    [Fact]
    public async Task What_is_answered_or_stored_is_not_asked_again()
    {
        await using var ledger = await OpenAsync();
        var (answered, half) = (QueueSample.Grid(1, [4], 10, 5), QueueSample.Grid(2, [4], 10, 5));
        await ledger.OpenQuestionAsync(answered.Spec, "data", Token);
        await ledger.SaveAnswerAsync(answered.Spec.Id, "certified", "{}", Token);
        await ledger.SaveTrialsAsync(half.Spec.Curve, Sample.Results(half.Spec.Curve, 4, 0, 7), Token);

        var sweep = await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", answered, half), Token);

        Assert.Equal((SweepState.Running, 2, 1, 10L, 5L), (sweep.State, sweep.Questions, sweep.Answered, sweep.Planned, sweep.Done));
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        Assert.Equal(half.Blocks[1], (await session.ClaimAsync(Token))!.Range);
        Assert.Null(await session.ClaimAsync(Token));
        Assert.Equal(SweepState.Finished, (await ledger.Queue.SubmitAsync(QueueSample.Sweep("b", answered), Token)).State);
    }

    [Fact]
    public async Task Two_sweeps_share_a_question_and_both_finish_with_it()
    {
        await using var ledger = await OpenAsync();
        var shared = QueueSample.Grid(1, [4], 10, 5);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(
            () => ledger.Queue.SubmitAsync(QueueSample.Sweep($"{number}", shared), Token), Token)));
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);

        Assert.Equal(["3"], await RowsAsync("SELECT COUNT(*) FROM block"));
        await session.DoAsync((await session.ClaimAsync(Token))!, Token);
        await session.DoAsync((await session.ClaimAsync(Token))!, Token);
        await session.AnswerAsync((await session.ClaimAsync(Token))!.Lease, QueueSample.Answer(), Token);

        Assert.All(await ledger.Queue.SweepsAsync(Token), sweep => Assert.Equal(SweepState.Finished, sweep.State));
    }

    [Fact]
    public async Task Nothing_new_is_claimed_of_a_paused_sweep_and_what_is_held_goes_on()
    {
        await using var ledger = await OpenAsync();
        var sweep = QueueSample.Sweep("a", QueueSample.Grid(1, [4], 10, 5));
        await ledger.Queue.SubmitAsync(sweep, Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        var held = (await session.ClaimAsync(Token))!;

        Assert.Equal(SweepState.Paused, (await ledger.Queue.ChangeAsync(sweep.Id, SweepCommand.Pause, Token)).State);

        Assert.Null(await session.ClaimAsync(Token));
        Assert.Empty((await session.BeatAsync([held.Lease], Token)).Lost);
        Assert.True((await session.DoAsync(held, Token)).Accepted);
        Assert.Equal(new(Ready: 0, Leased: 0), await ledger.Queue.DepthAsync("cpu", Token));
        await ledger.Queue.ChangeAsync(sweep.Id, SweepCommand.Resume, Token);
        Assert.NotNull(await session.ClaimAsync(Token));
    }

    [Fact]
    public async Task A_cancelled_sweep_takes_its_blocks_away_unless_another_wants_them()
    {
        await using var ledger = await OpenAsync();
        var (own, shared) = (QueueSample.Search(1), QueueSample.Search(2));
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", own, shared), Token);
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("b", shared), Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        var (first, second) = ((await session.ClaimAsync(Token))!, (await session.ClaimAsync(Token))!);

        var cancelled = await ledger.Queue.ChangeAsync(QueueSample.Sweep("a").Id, SweepCommand.Cancel, Token);

        Assert.Equal(SweepState.Cancelled, cancelled.State);
        Assert.NotNull(cancelled.FinishedAt);
        Assert.Equal([first.Lease], (await session.BeatAsync([first.Lease, second.Lease], Token)).Lost);
        await session.ReleaseAsync(first.Lease, Token);
        Assert.Null(await session.ClaimAsync(Token));
    }

    [Fact]
    public async Task A_stopped_sweep_is_answered_with_what_is_known_and_can_be_taken_up_again()
    {
        await using var ledger = await OpenAsync();
        var sweep = QueueSample.Sweep("a", QueueSample.Grid(1, [4], 15, 5));
        await ledger.Queue.SubmitAsync(sweep, Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        var held = (await session.ClaimAsync(Token))!;

        await ledger.Queue.ChangeAsync(sweep.Id, SweepCommand.Stop, Token);

        Assert.Null(await session.ClaimAsync(Token));
        Assert.Equal([held.Lease], (await session.BeatAsync([held.Lease], Token)).Lost);
        await session.ReleaseAsync(held.Lease, Token);
        var decide = (await session.ClaimAsync(Token))!;
        Assert.Equal((BlockKind.Decide, true), (decide.Kind, decide.IsStopping));
        Assert.True(await session.AnswerAsync(decide.Lease, QueueSample.Answer("undecided"), Token));
        var stopped = (await ledger.Queue.FindSweepAsync(sweep.Id.Value, Token))!;
        Assert.Equal((SweepState.Stopped, 1, 0L), (stopped.State, stopped.Answered, stopped.Planned));

        var retried = await ledger.Queue.ChangeAsync(sweep.Id, SweepCommand.Retry, Token);
        Assert.Equal((SweepState.Running, 0), (retried.State, retried.Answered));
        var again = (await session.ClaimAsync(Token))!;
        Assert.Equal((BlockKind.Decide, false), (again.Kind, again.IsStopping));
    }

    [Fact]
    public async Task A_question_that_a_running_sweep_wants_is_not_cut_short_by_one_that_stops()
    {
        await using var ledger = await OpenAsync();
        var grid = QueueSample.Grid(1, [4], 10, 5);
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", grid), Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await ledger.Queue.ChangeAsync(QueueSample.Sweep("a").Id, SweepCommand.Stop, Token);
        var decide = (await session.ClaimAsync(Token))!;
        Assert.True(decide.IsStopping);
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("b", grid), Token);

        Assert.True(await session.AnswerAsync(decide.Lease, QueueSample.Answer("undecided"), Token));

        Assert.Equal("open", (await ledger.FindQuestionAsync(grid.Spec.Id.Value, Token))!.Status);
        Assert.Equal(grid.Blocks[0], (await session.ClaimAsync(Token))!.Range);
    }

    [Fact]
    public async Task A_question_that_is_given_up_fails_its_sweep_and_can_be_tried_again()
    {
        await using var ledger = await OpenAsync();
        var sweep = QueueSample.Sweep("a", QueueSample.Search(1), QueueSample.Search(2));
        await ledger.Queue.SubmitAsync(sweep, Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);

        await session.GiveUpAsync((await session.ClaimAsync(Token))!.Lease, "no data", Token);
        await session.AnswerAsync((await session.ClaimAsync(Token))!.Lease, QueueSample.Answer("bracketed"), Token);

        var failed = (await ledger.Queue.FindSweepAsync(sweep.Id.Value, Token))!;
        Assert.Equal((SweepState.Failed, 1, 1), (failed.State, failed.Answered, failed.Failed));
        var questions = await ledger.Queue.QuestionsAsync(sweep.Id, Token);
        Assert.Equal([("failed", "no data"), ("bracketed", null)], questions.Select(question => (question.Status, question.Problem)));
        Assert.Equal((1, 1), ((await ledger.Queue.ChangeAsync(sweep.Id, SweepCommand.Retry, Token)).Answered, (await ledger.Queue.DepthAsync("cpu", Token)).Ready));
        Assert.Equal(QueueSample.Search(1).Spec.Id, (await session.ClaimAsync(Token))!.Spec.Id);
    }

    [Fact]
    public async Task A_command_that_means_nothing_in_a_state_is_refused_with_those_that_do()
    {
        await using var ledger = await OpenAsync();
        var sweep = QueueSample.Sweep("a", QueueSample.Search(1));
        await ledger.Queue.SubmitAsync(sweep, Token);

        foreach (var state in Enum.GetValues<SweepState>())
        {
            foreach (var command in Enum.GetValues<SweepCommand>())
            {
                await RowsAsync($"UPDATE sweep SET state = '{state.ToString().ToLowerInvariant()}'");
                if (SweepCommands.Next(state, command) is { } next)
                {
                    Assert.Equal(next, (await ledger.Queue.ChangeAsync(sweep.Id, command, Token)).State);
                }
                else
                {
                    var problem = await Assert.ThrowsAsync<RequestException>(() => ledger.Queue.ChangeAsync(sweep.Id, command, Token));
                    Assert.StartsWith($"sweep {sweep.Id}: is {state.ToString().ToLowerInvariant()}; ", problem.Message, StringComparison.Ordinal);
                    Assert.Equal(state, (await ledger.Queue.FindSweepAsync(sweep.Id.Value, Token))!.State);
                }
            }
        }

        await Assert.ThrowsAsync<ArgumentException>(() => ledger.Queue.ChangeAsync(new("0123456789ab"), SweepCommand.Stop, Token));
    }

    [Fact]
    public async Task Progress_and_success_can_be_asked_in_sql()
    {
        await using var ledger = await OpenAsync();
        var grid = QueueSample.Grid(1, [4], 10, 5);
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", grid), Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await session.DoAsync((await session.ClaimAsync(Token))!, Token);
        await session.ClaimAsync(Token);

        Assert.Equal(
            [$"{QueueSample.Sweep("a").Id}|a|running|1|0|0|10|5|0|1|2.5"],
            await RowsAsync("SELECT sweep, name, state, questions, answered, failed, planned, done, quarantined, running, seconds_left FROM sweep_progress"));
        var results = Sample.Results(grid.Spec.Curve, 4, 0, 5);
        var fitted = results.Count(result => result.Outcome == Core.Trials.TrialOutcome.Fitted);
        Assert.Equal(
            [$"xor|4|5|{fitted}|{fitted * 20}"],
            await RowsAsync("SELECT task, width, trials, fitted, CAST(round(success * 100) AS integer) FROM cell_success"));
        Assert.Equal(["sweep-submitted"], await RowsAsync("SELECT kind FROM event WHERE sweep_key IS NOT NULL"));
    }
}
