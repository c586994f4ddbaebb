using Microsoft.Data.Sqlite;

namespace OverparamBounds.Storage.Sqlite;

/// <summary>One SQLite file and its pool of connections; many threads and many processes may use it at a time.</summary>
/// <remarks>
/// The file is in write-ahead mode, so readers never wait for the writer, with <c>synchronous = NORMAL</c>: what was
/// committed lies in the operating system's hands and survives the death of the process, kill -9 included. A power cut
/// may take the last commits, never the file. That is cheap to bear, as a lost trial is trained again to the same bits,
/// while <c>FULL</c> would wait for the disk at every launch.
/// </remarks>
internal sealed class SqliteDatabase(string path) : IAsyncDisposable
{
    private const int BusySeconds = 30;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        ForeignKeys = true,
        DefaultTimeout = BusySeconds,
    }.ToString();

    public string Path => path;

    public async Task<T> ReadAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(cancellationToken);
            return await work(connection);
        }
        catch (SqliteException problem) when (Explanation(problem) is { } explanation)
        {
            throw new IOException($"{path}: {explanation}", problem);
        }
    }

    /// <summary>Runs work as one transaction: all of it is kept, or nothing.</summary>
    public Task<T> WriteAsync<T>(Func<SqliteConnection, Task<T>> work, CancellationToken cancellationToken) =>
        ReadAsync(
            async connection =>
            {
                // Takes the write lock at once: a lock taken half-way could not wait for another writer.
                await using var transaction = connection.BeginTransaction(deferred: false);
                var result = await work(connection);
                await transaction.CommitAsync(cancellationToken);
                return result;
            },
            cancellationToken);

    public async Task<SqliteConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(
                $"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA synchronous = NORMAL;", cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the pooled connections; the last one to leave a file folds its write-ahead log into it.</summary>
    public ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    /// <summary>What a mistake of the machine, not of this program, means and what mends it; null for other mistakes.</summary>
    public static string? Explanation(SqliteException problem) => problem.SqliteErrorCode switch
    {
        5 or 6 => $"another process has been writing for {BusySeconds} s. Wait for it, or end it, and run again.",
        8 => "may not be written. Make the file and its folder writable, or name another with --db.",
        10 => $"the disk does not answer ({problem.Message}). What was stored before is kept; run again once it does.",
        11 or 26 => $"is damaged ({problem.Message}). Recover it with 'sqlite3 FILE .recover', or name another with --db.",
        13 => "the disk is full. What was stored before is kept; make room and run again.",
        14 => "cannot be opened any more. See that the file is there and that it may be read and written.",
        _ => null,
    };
}
