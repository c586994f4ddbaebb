using System.Data.Common;
using Microsoft.Data.Sqlite;
using OverparamBounds.Core.Specs;
using OverparamBounds.Storage.Queue;

namespace OverparamBounds.Storage.Sqlite;

/// <summary>One SQLite file and its pool of connections; many threads and many processes may use it at a time.</summary>
/// <remarks>
/// The file is in write-ahead mode, so readers never wait for the writer, with <c>synchronous = NORMAL</c>: what was
/// committed lies in the operating system's hands and survives the death of the process, kill -9 included. A power cut
/// may take the last commits, never the file. That is cheap to bear, as a lost trial is trained again to the same bits,
/// while <c>FULL</c> would wait for the disk at every launch.
/// </remarks>
internal sealed class SqliteDatabase(string path) : ISqlDatabase
{
    private const int BusySeconds = 30;

    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = SqliteOpenMode.ReadWrite,
        ForeignKeys = true,
        DefaultTimeout = BusySeconds,
    }.ToString();

    public string Name => path;

    public IQueueDialect Queue { get; } = new SqliteQueue(path);

    public string SchemaVersion => SqliteSchema.Scripts.Names[^1];

    public string RowLock => string.Empty;

    public static async Task<SqliteDatabase> OpenAsync(string path, OpenMode mode, CancellationToken cancellationToken)
    {
        var made = FindOrMakeFile(path, mode);
        var database = new SqliteDatabase(path);
        try
        {
            await SqliteSchema.PrepareAsync(database, mode, cancellationToken);
            return database;
        }
        catch (Exception problem)
        {
            await database.DisposeAsync();
            if (made && new FileInfo(path) is { Exists: true, Length: 0 } leftover)
            {
                leftover.Delete();
            }

            if (problem is SqliteException mistake)
            {
                throw Refusal(path, mistake);
            }

            throw;
        }
    }

    public object TimeValue(DateTimeOffset time) => SqlColumns.TimeText(time);

    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken)
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
    public Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken) =>
        ReadAsync(
            async connection =>
            {
                // Takes the write lock at once: a lock taken half-way could not wait for another writer.
                await using var transaction = ((SqliteConnection)connection).BeginTransaction(deferred: false);
                var result = await work(connection);
                await transaction.CommitAsync(cancellationToken);
                return result;
            },
            cancellationToken);

    public Task<int> StoreAsync(DbConnection connection, TrialBatch batch, CancellationToken cancellationToken) =>
        SqliteTrialWriter.SaveAsync(connection, batch, cancellationToken);

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
    private static string? Explanation(SqliteException problem) => problem.SqliteErrorCode switch
    {
        5 or 6 => $"another process has been writing for {BusySeconds} s. Wait for it, or end it, and run again.",
        8 => "may not be written. Make the file and its folder writable, or name another with --db.",
        10 => $"the disk does not answer ({problem.Message}). What was stored before is kept; run again once it does.",
        11 or 26 => $"is damaged ({problem.Message}). Recover it with 'sqlite3 FILE .recover', or name another with --db.",
        13 => "the disk is full. What was stored before is kept; make room and run again.",
        14 => "cannot be opened any more. See that the file is there and that it may be read and written.",
        _ => null,
    };

    /// <summary>A file that is none of ours is the caller's mistake; a busy or full disk is a run that failed.</summary>
    private static Exception Refusal(string path, SqliteException mistake) => mistake.SqliteErrorCode switch
    {
        5 or 6 or 10 or 13 => new IOException($"{path}: {Explanation(mistake)}", mistake),
        26 => new RequestException($"{path}: is no SQLite database. Name another file with --db."),
        _ => new RequestException($"{path}: cannot be opened as a ledger ({mistake.Message}) Name another file with --db."),
    };

    /// <summary>SQLite takes an empty file for an empty database. Tells whether the file was made here.</summary>
    private static bool FindOrMakeFile(string path, OpenMode mode)
    {
        if (Directory.Exists(path))
        {
            throw new RequestException($"{path}: is a folder. Name a file in it, such as {Path.Combine(path, "overparam.db")}.");
        }

        if (File.Exists(path))
        {
            return false;
        }

        if (mode == OpenMode.Existing)
        {
            throw new RequestException(
                $"{path}: there is no ledger here. Name one with --db, or ask a first question with 'overparam find xor'.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new RequestException($"{path}: its folder does not exist. Make it, or name another file with --db.");
        }

        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RequestException($"{path}: cannot be made ({problem.Message}) Name another file with --db.");
        }
    }
}
