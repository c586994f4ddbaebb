using System.Data.Common;
using System.Globalization;
using OverparamBounds.Core.Queue;

namespace OverparamBounds.Storage.Queue;

/// <summary>Mends what dead workers left behind.</summary>
internal sealed class SqlQueueLeader(ISqlDatabase database, ILeaderSeat seat) : IQueueLeader
{
    private const double KeptSeconds = 86_400;

    public async Task<Reconciliation> ReconcileAsync(CancellationToken cancellationToken)
    {
        await seat.ThrowIfLostAsync(cancellationToken);
        return await database.WriteAsync(
            async connection =>
            {
                var dead = await GiveUpSilentAsync(connection, cancellationToken);
                var reclaimed = await ReclaimAsync(connection, database, cancellationToken);
                var closed = await QueueSteps.CloseSweepsAsync(connection, database, cancellationToken);
                await ForgetAsync(connection, cancellationToken);
                return reclaimed with { Dead = dead, Closed = closed };
            },
            cancellationToken);
    }

    public ValueTask DisposeAsync() => seat.DisposeAsync();

    /// <summary>Takes their blocks from workers that are given up.</summary>
    public static async Task<Reconciliation> ReclaimAsync(
        DbConnection connection, ISqlDatabase database, CancellationToken cancellationToken)
    {
        var (split, quarantined) = (0, 0);
        var orphans = await HeldBlock.LockOrphansAsync(connection, database, cancellationToken);
        foreach (var block in orphans)
        {
            var effect = await CrashRules.ApplyAsync(
                connection, database, block, await DescribeAsync(connection, block, cancellationToken), cancellationToken);
            split += effect == CrashEffect.Split ? 1 : 0;
            quarantined += effect == CrashEffect.Quarantined ? 1 : 0;
        }

        return new(Dead: 0, orphans.Count, split, quarantined, Closed: 0);
    }

    private async Task<int> GiveUpSilentAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var silence = database.Queue.SecondsSince("last_seen");
        await using var command = connection.CreateCommand(
            $"""
            UPDATE worker
            SET is_alive = FALSE
            WHERE is_alive AND ({silence} > @lease OR ({silence} > @silence AND NOT ({database.Queue.WorkerIsLocked})))
            """);
        command.Add("lease", QueueTimes.LeaseSeconds);
        command.Add("silence", QueueTimes.SilenceSeconds);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task ForgetAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"""
            DELETE FROM worker
            WHERE NOT is_alive
                AND {database.Queue.SecondsSince("last_seen")} > @kept
                AND NOT EXISTS (SELECT 1 FROM block WHERE block.worker_key = worker.worker_key)
            """);
        command.Add("kept", KeptSeconds);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<string> DescribeAsync(DbConnection connection, HeldBlock block, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            "SELECT worker_key, host, process_id FROM worker WHERE worker_key = (SELECT worker_key FROM block WHERE block_key = @block)");
        command.Add("block", block.Key);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return string.Create(
            CultureInfo.InvariantCulture, $"worker {row.GetInt64(0)} on {row.GetString(1)} (process {row.GetInt32(2)}) died while it worked on this");
    }
}
