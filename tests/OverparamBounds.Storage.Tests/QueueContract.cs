using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Queue;

namespace OverparamBounds.Storage.Tests;

/// <summary>What the queue of every database must do; one class a database derives from it.</summary>
public abstract partial class QueueContract
{
    internal ManualTime Time { get; } = new();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The test's own database as --db names it, empty at first.</summary>
    protected abstract string Location { get; }

    /// <summary>Opens the test's own database; each call stands for one more process.</summary>
    protected Task<ILedger> OpenAsync() => StorageBackend.OpenAsync(Location, OpenMode.Create, Time, Token);

    /// <summary>Asks the database beside the ledger: rows as text, columns joined by bars, nothing for null.</summary>
    protected abstract Task<IReadOnlyList<string>> RowsAsync(string sql);

    /// <summary>Makes a worker look as though it had been silent for so long.</summary>
    protected abstract Task SilenceAsync(WorkerId worker, double seconds);

    [Fact]
    public async Task A_grid_goes_from_submission_to_its_answer()
    {
        await using var ledger = await OpenAsync();
        var grid = QueueSample.Grid(1, [2, 4], seeds: 10, blockSize: 5);

        var submitted = await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", grid), Token);
        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        for (var i = 0; i < 4; i++)
        {
            var block = (await session.ClaimAsync(Token))!;
            Assert.Equal((BlockKind.Train, grid.Spec.Id, grid.Blocks[i], false), (block.Kind, block.Spec.Id, block.Range, block.IsStopping));
            Assert.Equal(new(Accepted: true, Added: 5, Agreeing: 0, Differing: 0), await session.DoAsync(block, Token));
        }

        var decide = (await session.ClaimAsync(Token))!;
        Assert.Null(await session.ClaimAsync(Token));
        Assert.True(await session.AnswerAsync(decide.Lease, QueueSample.Answer(), Token));

        Assert.Equal((SweepState.Running, 1, 0, 20L, 0L, 10.0), (submitted.State, submitted.Questions, submitted.Answered, submitted.Planned, submitted.Done, submitted.SecondsLeft));
        var finished = Assert.Single(await ledger.Queue.SweepsAsync(Token));
        Assert.Equal((SweepState.Finished, 1, 20L, 0.0), (finished.State, finished.Answered, finished.Done, finished.SecondsLeft));
        Assert.NotNull(finished.FinishedAt);
        Assert.Equal((BlockKind.Decide, null), (decide.Kind, decide.Range));
        Assert.Equal(1, Assert.Single(await ledger.DecisionsAsync(grid.Spec.Id, Token)).Count('}'));
        Assert.Equal("certified", (await ledger.FindQuestionAsync(grid.Spec.Id.Value, Token))!.Status);
        Assert.Equal(10, Assert.Single(await ledger.CellsAsync(grid.Spec.Id, Token)).Trials);
    }
}
