using System.Data;
using System.Data.Common;
using Npgsql;
using OverparamBounds.Storage.Queue;

namespace OverparamBounds.Storage.Postgres;

/// <summary>One Postgres database and its pool of connections; many threads and many processes may use it at a time.</summary>
internal sealed class PostgresDatabase : ISqlDatabase
{
    private const int Attempts = 6;
    private const int FirstPauseMilliseconds = 50;
    private readonly NpgsqlDataSource _source;
    private readonly PostgresQueue _queue;

    private PostgresDatabase(PostgresLocation location)
    {
        Name = location.Name;
        _queue = new PostgresQueue(location);
        _source = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(location.Settings.ConnectionString)
        {
            ApplicationName = "overparam",

            // A worker that trains for minutes between two savings must notice a connection that a firewall has forgotten.
            KeepAlive = 30,
            CommandTimeout = 300,

            // Sessions hold nothing but the staging table, which is made once a connection and emptied by each commit.
            NoResetOnClose = true,
        }.ConnectionString).Build();
    }

    public string Name { get; }

    public IQueueDialect Queue => _queue;

    public string SchemaVersion => PostgresSchema.Scripts.Names[^1];

    // Rows that refer to the locked one may still be added.
    public string RowLock => "FOR NO KEY UPDATE";

    /// <exception cref="Core.Specs.RequestException">No ledger can be opened there; says the mend.</exception>
    public static async Task<PostgresDatabase> OpenAsync(PostgresLocation location, OpenMode mode, CancellationToken cancellationToken)
    {
        var database = new PostgresDatabase(location);
        try
        {
            await PostgresSchema.PrepareAsync(database._source, location, mode, cancellationToken);
            return database;
        }
        catch (Exception problem)
        {
            await database.DisposeAsync();
            if (problem is NpgsqlException mistake)
            {
                throw PostgresErrors.Refusal(location, mistake);
            }

            throw;
        }
    }

    public object TimeValue(DateTimeOffset time) => time.UtcDateTime;

    public Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) =>
        RepeatAsync(
            async () =>
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken);
                return await work(connection);
            },
            cancellationToken);

    public Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) =>
        RepeatAsync(
            async () =>
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken);

                // Each statement sees what others have committed before it, on which SqlKeys and the locks of rows build.
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
                var result = await work(connection);
                await CommitAsync(transaction, cancellationToken);
                return result;
            },
            cancellationToken);

    public Task<int> StoreAsync(DbConnection connection, TrialBatch batch, CancellationToken cancellationToken) =>
        PostgresTrialWriter.SaveAsync((NpgsqlConnection)connection, batch, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        await _source.DisposeAsync();
    }

    /// <summary>Runs work again where others were in the way or the connection broke, after pauses that double.</summary>
    private async Task<T> RepeatAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (NpgsqlException problem) when (attempt < Attempts && PostgresErrors.IsPassing(problem))
            {
                await Task.Delay(FirstPauseMilliseconds << (attempt - 1), cancellationToken);
            }
            catch (NpgsqlException problem) when (PostgresErrors.Explanation(problem) is { } explanation)
            {
                throw new IOException($"{Name}: {explanation}", problem);
            }
        }
    }

    /// <summary>
    /// Commits. A connection that breaks meanwhile leaves it open whether the server has committed, so the work is not
    /// done again: it would count or log twice.
    /// </summary>
    private async Task CommitAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await transaction.CommitAsync(cancellationToken);
        }
        catch (NpgsqlException problem) when (problem is not PostgresException)
        {
            throw new IOException(
                $"{Name}: the connection broke while the last transaction was being kept ({problem.Message}). Run again: what it held is not stored twice.",
                problem);
        }
    }
}
