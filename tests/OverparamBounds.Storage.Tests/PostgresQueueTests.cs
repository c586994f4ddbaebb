using System.Globalization;
using OverparamBounds.Core.Queue;

namespace OverparamBounds.Storage.Tests;

public sealed class PostgresQueueTests(PostgresFixture fixture) : QueueContract, IClassFixture<PostgresFixture>, IAsyncLifetime
{
    protected override string Location => fixture.Url;

    public async ValueTask InitializeAsync() => await fixture.EmptyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override Task<IReadOnlyList<string>> RowsAsync(string sql) => fixture.RowsAsync(sql, Token);

    protected override Task SilenceAsync(WorkerId worker, double seconds) => fixture.ExecuteAsync(
        string.Create(CultureInfo.InvariantCulture, $"UPDATE worker SET last_seen = clock_timestamp() - interval '{seconds} seconds' WHERE worker_key = {worker.Value}"),
        Token);
}
