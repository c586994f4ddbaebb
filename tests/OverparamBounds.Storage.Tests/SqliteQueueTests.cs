using System.Globalization;
using Microsoft.Data.Sqlite;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Specs;
using OverparamBounds.Testing;

namespace OverparamBounds.Storage.Tests;

public sealed class SqliteQueueTests : QueueContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override string Location => _folder.File("queue.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_process_may_not_work_on_a_file_and_is_told_where_many_may()
    {
        await using var ledger = await OpenAsync();
        await using (var stream = new FileStream(Location + ".worker", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            var problem = await Assert.ThrowsAsync<RequestException>(() => ledger.Queue.RegisterAsync(QueueSample.Worker, Token));

            Assert.StartsWith($"{Location}: another process works on this ledger", problem.Message, StringComparison.Ordinal);
            Assert.Contains("--db postgres://", problem.Message, StringComparison.Ordinal);
            Assert.Empty(await ledger.Queue.WorkersAsync(Token));
        }

        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await using var other = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        Assert.Equal(2, (await ledger.Queue.WorkersAsync(Token)).Count(worker => worker.IsAlive));
    }

    [Fact]
    public async Task A_process_that_begins_takes_the_blocks_of_the_one_that_was_killed()
    {
        await using var ledger = await OpenAsync();
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", QueueSample.Grid(1, [4], 10, 10)), Token);
        await using (var killed = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token))
        {
            await killed.ClaimAsync(Token);
            await RowsAsync("CREATE TABLE kept AS SELECT * FROM block");
        }

        // As the killed process leaves it: alive by its row, the block in its hands.
        await RowsAsync("UPDATE worker SET is_alive = 1");
        await RowsAsync("UPDATE block SET state = 'leased', worker_key = 1 WHERE block_key IN (SELECT block_key FROM kept WHERE state = 'leased')");

        await using var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);

        var again = (await session.ClaimAsync(Token))!;
        Assert.Equal((BlockKind.Train, 1, 2L), (again.Kind, again.Crashes, again.Lease.Token));
    }

    [Fact]
    public async Task A_ledger_of_the_first_script_is_brought_up_to_date_with_all_it_holds()
    {
        var script = await File.ReadAllTextAsync(RepositoryRoot.File("db", "sqlite", "0001_create_ledger.sql"), Token);
        await using (var connection = new SqliteConnection($"Data Source={Location};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await connection.ExecuteAsync(
                $"{script}; CREATE TABLE schema_version (SchemaVersionID INTEGER PRIMARY KEY AUTOINCREMENT, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL);" +
                "INSERT INTO schema_version (ScriptName, Applied) VALUES ('sqlite/0001_create_ledger.sql', '2026-01-01');" +
                FirstLedger.Rows +
                "PRAGMA application_id = 1333162050; PRAGMA user_version = 1;",
                Token);
        }

        await FirstLedger.CheckAsync(await OpenAsync(), RowsAsync, Token);
        Assert.Empty(await RowsAsync("PRAGMA foreign_key_check"));
    }

    protected override async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source=\"{Location}\";Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand(sql);
        return await command.RowsAsync(Token);
    }

    protected override Task SilenceAsync(WorkerId worker, double seconds) => RowsAsync(
        string.Create(CultureInfo.InvariantCulture, $"UPDATE worker SET last_seen = strftime('%Y-%m-%dT%H:%M:%f', 'now', '-{seconds} seconds') || '0000Z' WHERE worker_key = {worker.Value}"));
}
