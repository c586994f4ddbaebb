using System.Data.Common;
using Npgsql;
using NpgsqlTypes;
using OverparamBounds.Storage.Queue;

namespace OverparamBounds.Storage.Postgres;

/// <summary>The queue's own ways on Postgres: rows that skip each other's locks, and session locks that die with a process.</summary>
internal sealed class PostgresQueue(PostgresLocation location) : IQueueDialect, IAsyncDisposable
{
    /// <summary>The first half of the advisory lock of a worker, whose second half is its row number.</summary>
    public const string WorkerLock = "hashtext('overparam worker ' || current_schema())";

    /// <summary>The two halves of the advisory lock of the leader.</summary>
    public const string LeaderLock = "hashtext('overparam leader'), hashtext(current_schema())";

    private readonly PostgresCandidate _candidate = new(location);

    /// <summary>No other question trains the same seeds right now: what two share is trained once.</summary>
    private const string IsNobodyElses =
        """
        NOT EXISTS (
            SELECT
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
            SELECT FROM block AS train
            WHERE train.question_key = block.question_key AND train.kind = 'train' AND train.state = 'leased')
        """;

    private const string WaitsForTraining =
        """
        EXISTS (
            SELECT FROM block AS train
            WHERE train.question_key = block.question_key AND train.kind = 'train' AND train.state = 'ready')
        """;

    private const string IsAskedByARunningSweep =
        """
        EXISTS (
            SELECT
            FROM sweep_question AS other
            JOIN sweep AS wanting ON wanting.sweep_key = other.sweep_key
            WHERE other.question_key = block.question_key AND wanting.state = 'running')
        """;

    public string Now => "clock_timestamp()";

    /// <summary>
    /// Priority by priority: what was lost, by the short index over it; then along the open questions, each of which is
    /// asked for its first block. Whoever finds a row locked goes on to the next, so that no two wait for each other.
    /// </summary>
    public string NextBlock =>
        $"""
        SELECT picked.block_key
        FROM (
            SELECT DISTINCT priority FROM sweep WHERE state IN ('running', 'paused', 'stopping') ORDER BY priority DESC) AS level
        CROSS JOIN LATERAL (
            SELECT lost.block_key
            FROM (
                SELECT block.block_key
                FROM block
                JOIN sweep_question AS asked ON asked.question_key = block.question_key AND asked.is_open
                    AND asked.trial_format = @format
                JOIN sweep ON sweep.sweep_key = asked.sweep_key AND sweep.priority = level.priority
                WHERE block.state = 'ready' AND block.claimed_at IS NOT NULL AND block.device_class = @class
                    AND (
                        (block.kind = 'train' AND sweep.state = 'running' AND {IsNobodyElses})
                        OR (block.kind = 'decide' AND NOT {IsTraining} AND (
                            (sweep.state = 'running' AND NOT {WaitsForTraining})
                            OR (sweep.state = 'stopping' AND NOT {IsAskedByARunningSweep}))))
                ORDER BY sweep.sweep_key, asked.ordinal, block.block_key
                LIMIT 1
                FOR NO KEY UPDATE OF block SKIP LOCKED) AS lost
            UNION ALL
            SELECT fresh.block_key
            FROM (
                SELECT found.block_key
                FROM (
                    SELECT sweep_key, state
                    FROM sweep
                    WHERE priority = level.priority AND state IN ('running', 'stopping')
                    ORDER BY sweep_key) AS active
                CROSS JOIN LATERAL (
                    SELECT sweep_question.question_key
                    FROM sweep_question
                    WHERE sweep_question.sweep_key = active.sweep_key
                        AND sweep_question.is_open
                        AND sweep_question.device_class = @class
                        AND sweep_question.trial_format = @format
                    ORDER BY sweep_question.ordinal) AS asked
                CROSS JOIN LATERAL (
                    SELECT train.block_key
                    FROM (
                        SELECT block.block_key
                        FROM block
                        WHERE block.question_key = asked.question_key
                            AND block.kind = 'train'
                            AND block.state = 'ready'
                            AND block.device_class = @class
                            AND active.state = 'running'
                            AND {IsNobodyElses}
                        ORDER BY block.block_key
                        LIMIT 1
                        FOR NO KEY UPDATE SKIP LOCKED) AS train
                    UNION ALL
                    SELECT decide.block_key
                    FROM (
                        SELECT block.block_key
                        FROM block
                        WHERE block.question_key = asked.question_key
                            AND block.kind = 'decide'
                            AND block.state = 'ready'
                            AND NOT {IsTraining}
                            AND (
                                (active.state = 'running' AND NOT {WaitsForTraining})
                                OR (active.state = 'stopping' AND NOT {IsAskedByARunningSweep}))
                        LIMIT 1
                        FOR NO KEY UPDATE SKIP LOCKED) AS decide) AS found
                LIMIT 1) AS fresh) AS picked
        LIMIT 1
        """;

    // The plan is made once a connection, maybe of tables that are still empty: it is to follow the indexes all the same.
    // Left alone, the server would plan the first five claims of each connection anew.
    public string BeforeClaim =>
        "SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL jit = off;";

    public string WorkerIsLocked =>
        $"""
        EXISTS (
            SELECT
            FROM pg_locks
            WHERE locktype = 'advisory'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND classid = CAST({WorkerLock} AS oid)
                AND objid = CAST(CAST(worker.worker_key AS integer) AS oid)
                AND objsubid = 2
                AND granted)
        """;

    public string SecondsSince(string column) => $"CAST(extract(epoch FROM clock_timestamp() - {column}) AS double precision)";

    public async Task FillAsync(
        DbConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        await using var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync(
            $"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT binary)", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var value in row)
            {
                await (value switch
                {
                    null => copy.WriteNullAsync(cancellationToken),
                    string text => copy.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
                    int number => copy.WriteAsync(number, NpgsqlDbType.Integer, cancellationToken),
                    long number => copy.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken),
                    double number => copy.WriteAsync(number, NpgsqlDbType.Double, cancellationToken),
                    _ => throw new ArgumentException($"No column takes a {value.GetType()}.", nameof(rows)),
                });
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public Task AfterFillAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("ANALYZE block, sweep_question, sweep, question, cell, curve", cancellationToken);

    public Task<IWorkerSeat> TakeSeatAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IWorkerSeat>(new PostgresWorkerSeat(location));

    public async Task<ILeaderSeat?> TryLeadAsync(CancellationToken cancellationToken) =>
        await _candidate.TryAsync(cancellationToken);

    public ValueTask DisposeAsync() => _candidate.DisposeAsync();
}
