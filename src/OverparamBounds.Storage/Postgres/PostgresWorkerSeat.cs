using System.Globalization;
using OverparamBounds.Storage.Queue;

namespace OverparamBounds.Storage.Postgres;

/// <summary>The session lock of a worker.</summary>
internal sealed class PostgresWorkerSeat(PostgresLocation location) : IWorkerSeat
{
    private PostgresSession? _session;

    public bool OthersAreGone => false;

    public async Task HoldAsync(long worker, CancellationToken cancellationToken)
    {
        if (_session is { } session)
        {
            try
            {
                await session.AskAsync("SELECT TRUE", cancellationToken);
                return;
            }
            catch (IOException)
            {
                _session = null;
                await session.DisposeAsync();
            }
        }

        // Where the server has not noticed yet that the last session is gone, that one still holds the lock: good as well.
        var next = await PostgresSession.OpenAsync(location, "overparam worker", cancellationToken);
        try
        {
            var key = checked((int)worker).ToString(CultureInfo.InvariantCulture);
            if (await next.AskAsync($"SELECT pg_try_advisory_lock({PostgresQueue.WorkerLock}, {key})", cancellationToken))
            {
                (_session, next) = (next, null);
            }
        }
        finally
        {
            if (next is not null)
            {
                await next.DisposeAsync();
            }
        }
    }

    public ValueTask DisposeAsync() => _session?.DisposeAsync() ?? ValueTask.CompletedTask;
}
