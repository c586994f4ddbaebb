using System.Data.Common;
using OverparamBounds.Storage.Queue;

namespace OverparamBounds.Storage;

/// <summary>What the databases do each in its own way. All other SQL of the ledger is understood by both.</summary>
internal interface ISqlDatabase : IAsyncDisposable
{
    /// <summary>Its place as messages name it: a path, or a URL without the password.</summary>
    string Name { get; }

    /// <summary>Name of the newest script, which an opened ledger has behind it.</summary>
    string SchemaVersion { get; }

    /// <summary>Ends a SELECT whose rows other writers must leave alone; empty where there is one writer at a time anyway.</summary>
    string RowLock { get; }

    IQueueDialect Queue { get; }

    /// <summary>A time as its columns take it.</summary>
    object TimeValue(DateTimeOffset time);

    /// <summary>Runs work that only reads. It may run more than once.</summary>
    /// <exception cref="IOException">The machine or the server is at fault, not this program; says the mend.</exception>
    Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Runs work as one transaction: all of it is kept, or nothing. It may run more than once, and is kept once.</summary>
    /// <exception cref="IOException">The machine or the server is at fault, not this program; says the mend.</exception>
    Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Stores the trials that are new, inside the caller's transaction, and reports those that came out otherwise.</summary>
    /// <returns>How many were new.</returns>
    Task<int> StoreAsync(DbConnection connection, TrialBatch batch, CancellationToken cancellationToken);
}
