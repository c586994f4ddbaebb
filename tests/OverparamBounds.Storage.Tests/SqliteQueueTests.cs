using System.Globalization;
using Microsoft.Data.Sqlite;
using OverparamBounds.Core.Queue;
using OverparamBounds.Testing;

namespace OverparamBounds.Storage.Tests;

public sealed class SqliteQueueTests : QueueContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override string Location => _folder.File("queue.db");

    public void Dispose() => _folder.Dispose();

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
