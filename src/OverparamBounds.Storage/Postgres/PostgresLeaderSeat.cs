using OverparamBounds.Storage.Queue;

namespace OverparamBounds.Storage.Postgres;

/// <summary>The session lock of the leader.</summary>
internal sealed class PostgresLeaderSeat(PostgresSession session) : ILeaderSeat
{
    public static async Task<PostgresLeaderSeat?> TryTakeAsync(PostgresLocation location, CancellationToken cancellationToken)
    {
        var session = await PostgresSession.OpenAsync(location, "overparam leader", cancellationToken);
        var leads = false;
        try
        {
            leads = await session.AskAsync($"SELECT pg_try_advisory_lock({PostgresQueue.LeaderLock})", cancellationToken);
            return leads ? new(session) : null;
        }
        finally
        {
            if (!leads)
            {
                await session.DisposeAsync();
            }
        }
    }

    public Task ThrowIfLostAsync(CancellationToken cancellationToken) => session.AskAsync("SELECT TRUE", cancellationToken);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
