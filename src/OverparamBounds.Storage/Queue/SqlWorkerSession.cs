using System.Data.Common;
using System.Globalization;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Queue;

/// <summary>One registered worker: claims here, results in the other half.</summary>
internal sealed partial class SqlWorkerSession(
    ISqlDatabase database, TimeProvider time, IWorkerSeat seat, WorkerId id, string deviceClass) : IWorkerSession
{
    private readonly SemaphoreSlim _beat = new(1);

    public WorkerId Id => id;

    public async Task<HeartbeatReply> BeatAsync(IReadOnlyList<BlockLease> held, CancellationToken cancellationToken)
    {
        if (await SayAliveAsync(cancellationToken) is not { } newest)
        {
            return new(IsKnown: false, held);
        }

        await _beat.WaitAsync(cancellationToken);
        try
        {
            await seat.HoldAsync(id.Value, cancellationToken);
        }
        finally
        {
            _beat.Release();
        }

        await ReleaseForgottenAsync(held, cancellationToken);
        return new(IsKnown: true, held is [] ? [] : await LostAsync(held, cancellationToken), Refusal(newest));
    }

    public Task<ClaimedBlock?> ClaimAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(connection => ClaimAsync(connection, cancellationToken), cancellationToken);

    /// <summary>Leaves. Where the database is away the worker is found out to be dead by its silence.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await LeaveAsync(CancellationToken.None);
        }
        catch (Exception problem) when (problem is IOException or DbException)
        {
            // Nobody is left who could be told.
        }

        await seat.DisposeAsync();
        _beat.Dispose();
    }

    private async Task<ClaimedBlock?> ClaimAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"""
            {database.Queue.BeforeClaim}
            UPDATE block
            SET state = 'leased',
                lease = lease + 1,
                worker_key = @worker,
                claimed_at = {database.Queue.Now},
                is_stopping = kind = 'decide' AND NOT EXISTS (
                    SELECT 1
                    FROM sweep_question
                    JOIN sweep ON sweep.sweep_key = sweep_question.sweep_key
                    WHERE sweep_question.question_key = block.question_key AND sweep.state = 'running')
            WHERE EXISTS (SELECT 1 FROM worker WHERE worker_key = @worker AND is_alive)
                AND block_key = ({database.Queue.NextBlock})
            RETURNING
                block_key, lease, kind, first_seed, seed_count, cost_seconds, crashes, is_stopping, question_key,
                (SELECT spec_json FROM question WHERE question.question_key = block.question_key),
                (SELECT width FROM cell WHERE cell.cell_key = block.cell_key)
            """);
        command.Add("worker", id.Value);
        command.Add("class", deviceClass);
        command.Add("format", CurveSpec.TrialFormat);
        await command.PrepareAsync(cancellationToken);
        ClaimedBlock claimed;
        long question;
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await row.ReadAsync(cancellationToken))
            {
                return null;
            }

            var kind = row.GetString(2) == "train" ? BlockKind.Train : BlockKind.Decide;
            question = row.GetInt64(8);
            claimed = new(
                new(row.GetInt64(0), row.GetInt64(1)),
                kind,
                SpecJson.Read(row.GetString(9)),
                kind == BlockKind.Decide ? null : new(Width: row.GetInt32(10), row.GetInt32(3), row.GetInt32(4), row.GetDouble(5)),
                Crashes: row.GetInt32(6),
                IsStopping: row.GetBoolean(7));
        }

        // A round that was planned after the statement began is not seen by it.
        return claimed.Kind == BlockKind.Train || await IsTrainedAsync(connection, question, claimed.IsStopping, cancellationToken)
            ? claimed
            : await GiveBackAsync(connection, claimed.Lease, cancellationToken);
    }

    private static async Task<bool> IsTrainedAsync(
        DbConnection connection, long question, bool isStopping, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"""
            SELECT COUNT(*)
            FROM (
                SELECT 1 FROM block
                WHERE question_key = @question AND kind = 'train' AND state IN ('leased'{(isStopping ? string.Empty : ", 'ready'")})
                LIMIT 1) AS unfinished
            """);
        command.Add("question", question);
        return await command.ExecuteScalarAsync(cancellationToken) is 0L;
    }

    private async Task<ClaimedBlock?> GiveBackAsync(DbConnection connection, BlockLease lease, CancellationToken cancellationToken)
    {
        await ReleaseAsync(connection, lease, cancellationToken);
        return null;
    }

    /// <summary>A newer program may have migrated the ledger since this one opened it.</summary>
    private string? Refusal(string newestScript)
    {
        var (newest, known) = (SchemaScripts.NumberOf(newestScript), SchemaScripts.NumberOf(database.SchemaVersion));
        return newest > known ? $"{database.Name}: {SchemaScripts.NewerThan(known, newest)}" : null;
    }

    /// <returns>The newest script of the schema; null where the worker was given up.</returns>
    private Task<string?> SayAliveAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand(
                $"""
                UPDATE worker SET last_seen = {database.Queue.Now}
                WHERE worker_key = @worker AND is_alive
                RETURNING (SELECT MAX(scriptname) FROM schema_version)
                """);
            command.Add("worker", id.Value);
            return await command.ExecuteScalarAsync(cancellationToken) as string;
        },
        cancellationToken);

    /// <summary>
    /// Gives back what this worker has without knowing it: a claim may have been kept although its reply was lost. One
    /// that was made just now may be on its way still.
    /// </summary>
    private Task<bool> ReleaseForgottenAsync(IReadOnlyList<BlockLease> held, CancellationToken cancellationToken) => database.WriteAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT block_key, lease
                FROM block
                WHERE worker_key = @worker AND state = 'leased' AND {database.Queue.SecondsSince("claimed_at")} > {QueueTimes.LeaseSeconds}
                """));
            command.Add("worker", id.Value);
            var known = held.ToHashSet();
            var forgotten = new List<BlockLease>();
            await using (var row = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await row.ReadAsync(cancellationToken))
                {
                    forgotten.Add(new(row.GetInt64(0), row.GetInt64(1)));
                }
            }

            foreach (var lease in forgotten.Where(lease => !known.Contains(lease)))
            {
                await ReleaseAsync(connection, lease, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    /// <summary>The leases that are gone, or for which no sweep is left that wants them done.</summary>
    private Task<IReadOnlyList<BlockLease>> LostAsync(IReadOnlyList<BlockLease> held, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<BlockLease>>(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    """
                    SELECT block_key, lease
                    FROM block
                    WHERE worker_key = @worker AND state = 'leased' AND EXISTS (
                        SELECT 1
                        FROM sweep_question
                        JOIN sweep ON sweep.sweep_key = sweep_question.sweep_key
                        WHERE sweep_question.question_key = block.question_key
                            AND (sweep.state IN ('running', 'paused') OR (sweep.state = 'stopping' AND block.kind = 'decide')))
                    """);
                command.Add("worker", id.Value);
                var wanted = new HashSet<BlockLease>();
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    wanted.Add(new(row.GetInt64(0), row.GetInt64(1)));
                }

                return [.. held.Where(lease => !wanted.Contains(lease))];
            },
            cancellationToken);

    private Task<bool> LeaveAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async connection =>
        {
            await using var leaving = connection.CreateCommand("UPDATE worker SET is_alive = FALSE WHERE worker_key = @worker AND is_alive");
            leaving.Add("worker", id.Value);

            // One that was given up meanwhile leaves it to the leader to count what it held.
            if (await leaving.ExecuteNonQueryAsync(cancellationToken) == 0)
            {
                return false;
            }

            await using var release = connection.CreateCommand(
                $"""
                UPDATE block SET state = 'ready', worker_key = NULL
                WHERE block_key IN (
                    SELECT block_key FROM block WHERE worker_key = @worker AND state = 'leased' ORDER BY block_key {database.RowLock})
                """);
            release.Add("worker", id.Value);
            await release.ExecuteNonQueryAsync(cancellationToken);
            return true;
        },
        cancellationToken);
}
