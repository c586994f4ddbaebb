using OverparamBounds.Storage.Queue;

namespace OverparamBounds.Storage.Postgres;

/// <summary>The session lock of the leader.</summary>
internal sealed class PostgresLeaderSeat(PostgresSession session) : ILeaderSeat
{
    public Task ThrowIfLostAsync(CancellationToken cancellationToken) => session.AskAsync("SELECT TRUE", cancellationToken);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
