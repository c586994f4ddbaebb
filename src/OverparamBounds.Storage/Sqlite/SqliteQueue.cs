using System.Data.Common;
using OverparamBounds.Core.Specs;
using OverparamBounds.Storage.Queue;

namespace OverparamBounds.Storage.Sqlite;

/// <summary>The queue's own ways on SQLite: one process works on a file, as a lock beside it sees to.</summary>
internal sealed class SqliteQueue(string path) : IQueueDialect
{
    private const string IsNobodyElses =
        """
        NOT EXISTS (
            SELECT 1
            FROM block AS busy
            WHERE busy.cell_key = block.cell_key
                AND busy.state = 'leased'
                AND busy.question_key <> block.question_key
                AND busy.first_seed < block.first_seed + block.seed_count
                AND block.first_seed < busy.first_seed + busy.seed_count)
        """;

    private const string IsTraining =
        """
        EXISTS (
            SELECT 1 FROM block AS train
            WHERE train.question_key = block.question_key AND train.kind = 'train' AND train.state = 'leased')
        """;

    private const string WaitsForTraining =
        """
        EXISTS (
            SELECT 1 FROM block AS train
            WHERE train.question_key = block.question_key AND train.kind = 'train' AND train.state = 'ready')
        """;

    private const string IsAskedByARunningSweep =
        """
        EXISTS (
            SELECT 1
            FROM sweep_question AS other
            JOIN sweep AS wanting ON wanting.sweep_key = other.sweep_key
            WHERE other.question_key = block.question_key AND wanting.state = 'running')
        """;

    private string WorkerFile => path + ".worker";

    public string Now => "(strftime('%Y-%m-%dT%H:%M:%f', 'now') || '0000Z')";

    /// <summary>
    /// Priority by priority: what was lost, by the short index over it; then along the open questions, each of which is
    /// asked for its first block.
    /// </summary>
    public string NextBlock =>
        $"""
        SELECT picked
        FROM (
            SELECT coalesce(
                (
                    SELECT block.block_key
                    FROM block INDEXED BY block_lost
                    CROSS JOIN sweep_question AS asked ON asked.question_key = block.question_key AND asked.is_open
                        AND asked.trial_format = @format
                    CROSS JOIN sweep ON sweep.sweep_key = asked.sweep_key AND sweep.priority = level.priority
                    WHERE block.state = 'ready' AND block.claimed_at IS NOT NULL AND block.device_class = @class
                        AND (
                            (block.kind = 'train' AND sweep.state = 'running' AND {IsNobodyElses})
                            OR (block.kind = 'decide' AND NOT {IsTraining} AND (
                                (sweep.state = 'running' AND NOT {WaitsForTraining})
                                OR (sweep.state = 'stopping' AND NOT {IsAskedByARunningSweep}))))
                    ORDER BY sweep.sweep_key, asked.ordinal, block.block_key
                    LIMIT 1),
                (
                    SELECT coalesce(
                        (
                            SELECT block.block_key
                            FROM block INDEXED BY block_ready
                            WHERE block.question_key = asked.question_key
                                AND block.kind = 'train'
                                AND block.state = 'ready'
                                AND block.device_class = @class
                                AND sweep.state = 'running'
                                AND {IsNobodyElses}
                            ORDER BY block.block_key
                            LIMIT 1),
                        (
                            SELECT block.block_key
                            FROM block INDEXED BY block_decide
                            WHERE block.question_key = asked.question_key
                                AND block.kind = 'decide'
                                AND block.state = 'ready'
                                AND NOT {IsTraining}
                                AND (
                                    (sweep.state = 'running' AND NOT {WaitsForTraining})
                                    OR (sweep.state = 'stopping' AND NOT {IsAskedByARunningSweep})))) AS found
                    FROM sweep
                    CROSS JOIN sweep_question AS asked ON asked.sweep_key = sweep.sweep_key
                        AND asked.is_open AND asked.device_class = @class AND asked.trial_format = @format
                    WHERE sweep.priority = level.priority AND sweep.state IN ('running', 'stopping') AND found IS NOT NULL
                    ORDER BY sweep.sweep_key, asked.ordinal
                    LIMIT 1)) AS picked
            FROM (
                SELECT DISTINCT priority FROM sweep WHERE state IN ('running', 'paused', 'stopping')) AS level
            ORDER BY level.priority DESC)
        WHERE picked IS NOT NULL
        LIMIT 1
        """;

    public string BeforeClaim => string.Empty;

    public string WorkerIsLocked => ProcessLock.IsHeld(WorkerFile) ? "TRUE" : "FALSE";

    public string SecondsSince(string column) => $"((julianday('now') - julianday({column})) * 86400.0)";

    public async Task FillAsync(
        DbConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})");
        foreach (var column in columns)
        {
            command.Add(column, value: null);
        }

        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (place, value) in row.Index())
            {
                command.Parameters[place].Value = value ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public Task AfterFillAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IWorkerSeat> TakeSeatAsync(CancellationToken cancellationToken) =>
        ProcessLock.TryTake(WorkerFile, isShared: true) is { } taken
            ? Task.FromResult<IWorkerSeat>(new WorkerSeat(taken))
            : throw new RequestException(
                $"{path}: another process works on this ledger, and a SQLite file takes one at a time. " +
                "End it, or give it more slots; for many workers keep the ledger in Postgres: --db postgres://user:password@host:port/database.");

    public Task<ILeaderSeat?> TryLeadAsync(CancellationToken cancellationToken) => Task.FromResult<ILeaderSeat?>(
        ProcessLock.TryTake(path + ".leader", isShared: false) is { } taken ? new LeaderSeat(taken) : null);

    private sealed class WorkerSeat(ProcessLock taken) : IWorkerSeat
    {
        public bool OthersAreGone => taken.IsFirst;

        public Task HoldAsync(long worker, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            taken.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class LeaderSeat(ProcessLock taken) : ILeaderSeat
    {
        public Task ThrowIfLostAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync()
        {
            taken.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
