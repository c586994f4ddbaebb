using Npgsql;

namespace OverparamBounds.Storage.Postgres;

/// <summary>A connection of its own whose locks the server drops when the process dies.</summary>
internal sealed class PostgresSession : IAsyncDisposable
{
    private const int AnswerSeconds = 5;
    private readonly PostgresLocation _location;
    private readonly NpgsqlConnection _connection;

    private PostgresSession(PostgresLocation location, NpgsqlConnection connection) => (_location, _connection) = (location, connection);

    /// <param name="role">Shown as application_name in pg_stat_activity.</param>
    /// <exception cref="IOException">The server does not answer.</exception>
    public static async Task<PostgresSession> OpenAsync(PostgresLocation location, string role, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(location.Settings.ConnectionString)
        {
            Pooling = false,
            ApplicationName = role,
            KeepAlive = AnswerSeconds,
            CommandTimeout = AnswerSeconds,
            Timeout = Math.Min(AnswerSeconds, location.Settings.Timeout),
        }.ConnectionString);
        var session = new PostgresSession(location, connection);
        try
        {
            return await session.GuardAsync(
                async () =>
                {
                    await connection.OpenAsync(cancellationToken);
                    return session;
                });
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks for a single truth value.</summary>
    /// <exception cref="IOException">The session is lost, and its locks with it.</exception>
    public Task<bool> AskAsync(string sql, CancellationToken cancellationToken) => GuardAsync(
        async () =>
        {
            await using var command = _connection.CreateCommand(sql);
            return await command.ExecuteScalarAsync(cancellationToken) is true;
        });

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.DisposeAsync();
        }
        catch (NpgsqlException)
        {
            // The server has ended it already.
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException problem)
        {
            throw new IOException($"{_location.Name}: {PostgresErrors.Explanation(problem) ?? problem.Message}", problem);
        }
        catch (InvalidOperationException problem) when (_connection.State != System.Data.ConnectionState.Open)
        {
            throw new IOException($"{_location.Name}: the connection is gone ({problem.Message})", problem);
        }
    }
}
