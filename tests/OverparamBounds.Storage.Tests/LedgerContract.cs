using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Tests;

/// <summary>What every database must do; one class a database derives from it.</summary>
public abstract partial class LedgerContract
{
    internal ManualTime Time { get; } = new();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The test's own database as --db names it, empty at first.</summary>
    protected abstract string Location { get; }

    /// <summary>Opens the test's own database; each call stands for one more process.</summary>
    protected Task<ILedger> OpenAsync() => StorageBackend.OpenAsync(Location, OpenMode.Create, Time, Token);

    /// <summary>Asks the database beside the ledger: rows as text, columns joined by bars, nothing for null.</summary>
    protected abstract Task<IReadOnlyList<string>> RowsAsync(string sql);

    [Fact]
    public async Task A_fresh_ledger_is_empty()
    {
        await using var ledger = await OpenAsync();

        var status = await ledger.StatusAsync(Token);

        Assert.Equal((0, 0, 0, 0), (status.Questions, status.Cells, status.Trials, status.Events));
        Assert.StartsWith("0003_", status.SchemaVersion, StringComparison.Ordinal);
        Assert.Empty(await ledger.QuestionsAsync(Token));
        Assert.Empty(await ledger.EventsAsync(question: null, Token));
        Assert.Null(await ledger.FindQuestionAsync("0123456789ab", Token));
        Assert.Null(await ledger.FindTrialAsync("0123", Token));
    }

    [Fact]
    public async Task A_ledger_that_is_opened_again_holds_what_it_held()
    {
        await using (var ledger = await OpenAsync())
        {
            await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
            await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 4, first: 0, count: 10), Token);
            await ledger.SaveQuestionCellsAsync(Sample.Question.Id, Sample.Curve, [new(Width: 4, Trials: 10, Fitted: 0)], Token);
            await ledger.AppendEventAsync(Sample.Question.Id, "paused", "{}", Token);
        }

        await using var reopened = await OpenAsync();

        var status = await reopened.StatusAsync(Token);
        Assert.Equal((1, 1, 10, 1), (status.Questions, status.Cells, status.Trials, status.Events));
        Assert.Equal(
            Sample.Results(Sample.Curve, width: 4, first: 0, count: 10),
            await reopened.TrialsAsync(Sample.Question.Id, offset: 0, limit: 100, Token));
    }

    [Fact]
    public async Task Processes_that_open_a_fresh_ledger_together_all_find_it_whole()
    {
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(OpenAsync, Token)));

        foreach (var ledger in ledgers)
        {
            await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
            await ledger.DisposeAsync();
        }

        await using var last = await OpenAsync();
        Assert.Single(await last.QuestionsAsync(Token));
    }

    [Fact]
    public async Task Writers_that_store_overlapping_trials_together_store_each_once()
    {
        const int Writers = 4, Batches = 15, BatchSize = 40;
        var wanted = Enumerable.Range(0, 2).SelectMany(width => Sample.Results(Sample.Curve, 1 + width, first: 0, count: 300)).ToList();
        await using var reader = await OpenAsync();

        var added = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                var random = Sample.Random($"writer {writer}");
                await using var ledger = await OpenAsync();
                var sum = 0;
                for (var batch = 0; batch < Batches; batch++)
                {
                    // The last writers sweep up what the random batches left out.
                    var start = writer % 2 == 0 ? random.NextIndex(wanted.Count - BatchSize) : batch * BatchSize;
                    sum += await ledger.SaveTrialsAsync(Sample.Curve, wanted[start..(start + BatchSize)], Token);
                    await ledger.StoredTrialsAsync(Sample.Curve, width: 1, first: 0, count: 300, Token);
                }

                return sum;
            },
            Token)));

        Assert.Equal(wanted.Count, added.Sum());
        foreach (var width in new[] { 1, 2 })
        {
            var stored = await reader.StoredTrialsAsync(Sample.Curve, width, first: 0, count: 300, Token);
            Assert.Equal(wanted.Where(result => result.Trial.Width == width), stored.Values.OrderBy(result => result.Trial.SeedIndex));
        }
    }

    [Fact]
    public async Task One_ledger_serves_many_callers_at_a_time()
    {
        await using var ledger = await OpenAsync();

        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(
            async () =>
            {
                await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
                return await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 3, caller * 10, count: 20), Token);
            },
            Token)));

        Assert.Equal(90, added.Sum());
        Assert.Single(await ledger.QuestionsAsync(Token));
    }

    [Fact]
    public async Task What_a_cancelled_caller_asked_for_is_not_done()
    {
        await using var ledger = await OpenAsync();
        await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ledger.SaveTrialsAsync(
            Sample.Curve, Sample.Results(Sample.Curve, width: 3, first: 0, count: 5), cancellation.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ledger.SaveAnswerAsync(
            Sample.Question.Id, "certified", "{}", cancellation.Token));

        Assert.Equal(0, (await ledger.StatusAsync(Token)).Trials);
        Assert.Equal("open", (await ledger.FindQuestionAsync(Sample.Question.Id.Value, Token))!.Status);
    }

    [Fact]
    public async Task A_question_that_was_never_opened_has_nothing_and_takes_nothing()
    {
        await using var ledger = await OpenAsync();
        var unknown = new QuestionId("0123456789ab");

        Assert.Empty(await ledger.CellsAsync(unknown, Token));
        Assert.Empty(await ledger.DecisionsAsync(unknown, Token));
        Assert.Empty(await ledger.EventsAsync(unknown, Token));
        Assert.Empty(await ledger.TrialsAsync(unknown, offset: 0, limit: 10, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => ledger.SaveQuestionCellsAsync(unknown, Sample.Curve, [new(4, 1, 1)], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => ledger.SaveDecisionsAsync(unknown, ["{}"], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => ledger.SaveAnswerAsync(unknown, "certified", "{}", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => ledger.AppendEventAsync(unknown, "paused", "{}", Token));
        Assert.Equal(0, (await ledger.StatusAsync(Token)).Cells);
    }
}
