using System.Data.Common;

namespace OverparamBounds.Storage.Queue;

/// <summary>What the databases do each in its own way for the queue.</summary>
internal interface IQueueDialect
{
    /// <summary>An expression: the time by the clock of the database, as its columns take it.</summary>
    string Now { get; }

    /// <summary>
    /// A scalar subselect: the key of the block to be claimed next by a worker of class <c>@class</c> for trials of
    /// format <c>@format</c>, its row locked; null where there is none.
    /// </summary>
    string NextBlock { get; }

    /// <summary>Statements that come before a claim in the same transaction.</summary>
    string BeforeClaim { get; }

    /// <summary>A condition on a row of worker: its session lock is held by somebody.</summary>
    string WorkerIsLocked { get; }

    /// <summary>An expression: seconds since a time in a column, by the clock of the database.</summary>
    string SecondsSince(string column);

    /// <summary>Fills a table in bulk, inside the caller's transaction.</summary>
    Task FillAsync(
        DbConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>What is worth doing after many rows were added, so that claims find their way at once.</summary>
    Task AfterFillAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Takes the place of a worker process, before it is announced.</summary>
    /// <exception cref="Core.Specs.RequestException">Another process works on a database that takes one at a time.</exception>
    Task<IWorkerSeat> TakeSeatAsync(CancellationToken cancellationToken);

    /// <summary>Becomes the leader; null where somebody leads.</summary>
    Task<ILeaderSeat?> TryLeadAsync(CancellationToken cancellationToken);
}

/// <summary>What dies with the process of a worker.</summary>
internal interface IWorkerSeat : IAsyncDisposable
{
    /// <summary>Whether all workers that were there before are gone, as this one could not be here else.</summary>
    bool OthersAreGone { get; }

    /// <summary>Takes the session lock of a worker, or makes sure that it is still held and takes it again.</summary>
    /// <exception cref="IOException">The database does not answer.</exception>
    Task HoldAsync(long worker, CancellationToken cancellationToken);
}

/// <summary>What dies with the process of the leader.</summary>
internal interface ILeaderSeat : IAsyncDisposable
{
    /// <exception cref="IOException">The lock is lost.</exception>
    Task ThrowIfLostAsync(CancellationToken cancellationToken);
}
