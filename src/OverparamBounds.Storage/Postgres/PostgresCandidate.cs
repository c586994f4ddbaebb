using System.Diagnostics;
using System.Globalization;
using OverparamBounds.Core.Queue;

namespace OverparamBounds.Storage.Postgres;

/// <summary>
/// Tries for the place of the leader, over a connection that is kept between two tries. A leader whose process is stopped
/// keeps its connection, and with it the lock; it asks something over it at every look around, so that one who has not for
/// long is found out, and its connection ended.
/// </summary>
internal sealed class PostgresCandidate(PostgresLocation location) : IAsyncDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);

    private readonly string _end = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT pg_terminate_backend(pid)
        FROM pg_locks
        JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND granted AND objsubid = 2
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (classid, objid) = (SELECT CAST(first AS oid), CAST(second AS oid) FROM (VALUES ({PostgresQueue.LeaderLock})) AS key (first, second))
            AND state_change < clock_timestamp() - interval '{QueueTimes.SelfFenceSeconds} seconds'
        """);

    private PostgresSession? _session;
    private long _checked = Stopwatch.GetTimestamp();

    /// <summary>The seat, which takes the connection with it; null where another leads.</summary>
    public async Task<PostgresLeaderSeat?> TryAsync(CancellationToken cancellationToken)
    {
        // Whoever tries at the same time opens a connection of his own.
        var session = Interlocked.Exchange(ref _session, null)
            ?? await PostgresSession.OpenAsync(location, "overparam leader", cancellationToken);
        try
        {
            if (await session.AskAsync($"SELECT pg_try_advisory_lock({PostgresQueue.LeaderLock})", cancellationToken))
            {
                return new(session);
            }

            if (Stopwatch.GetElapsedTime(_checked) > CheckInterval)
            {
                _checked = Stopwatch.GetTimestamp();
                await session.AskAsync(_end, cancellationToken);
            }
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        if (Interlocked.Exchange(ref _session, session) is { } other)
        {
            await other.DisposeAsync();
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _session, null) is { } session)
        {
            await session.DisposeAsync();
        }
    }
}
