using OverparamBounds.Storage.Queue;

namespace OverparamBounds.Storage.Postgres;

/// <summary>The session lock of the leader.</summary>
internal sealed class PostgresLeaderSeat(PostgresSession session) : ILeaderSeat
{
    public Task ThrowIfLostAsync(CancellationToken cancellationToken) => session.AskAsync("SELECT TRUE", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        try
        {
            // The server notices a closed connection a moment later; another may try for the place before.
            await session.AskAsync($"SELECT pg_advisory_unlock({PostgresQueue.LeaderLock})", CancellationToken.None);
        }
        catch (IOException)
        {
            // The lock went with the connection.
        }

        await session.DisposeAsync();
    }
}
