using System.Data.Common;
using OverparamBounds.Core.Queue;

namespace OverparamBounds.Storage.Queue;

/// <summary>A leased block whose row other writers leave alone until the transaction ends.</summary>
internal sealed record HeldBlock(
    long Key,
    long Question,
    BlockKind Kind,
    string DeviceClass,
    int Round,
    long? Cell,
    int FirstSeed,
    int SeedCount,
    double CostSeconds,
    int Crashes,
    bool IsStopping)
{
    private const string Columns =
        "block_key, question_key, kind, device_class, round, cell_key, first_seed, seed_count, cost_seconds, crashes, is_stopping";

    /// <summary>Locks a block, if it is still held by this claim of this worker; null where the lease is gone.</summary>
    public static async Task<HeldBlock?> LockAsync(
        DbConnection connection, ISqlDatabase database, WorkerId worker, BlockLease lease, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"""
            SELECT {Columns}
            FROM block
            WHERE block_key = @block AND lease = @lease AND worker_key = @worker AND state = 'leased' {database.RowLock}
            """);
        command.Add("block", lease.Block);
        command.Add("lease", lease.Token);
        command.Add("worker", worker.Value);
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Locks the blocks that are held by workers that are given up, in the order of their keys.</summary>
    public static async Task<IReadOnlyList<HeldBlock>> LockOrphansAsync(
        DbConnection connection, ISqlDatabase database, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"""
            SELECT {Columns}
            FROM block
            WHERE state = 'leased' AND worker_key IN (SELECT worker_key FROM worker WHERE NOT is_alive)
            ORDER BY block_key {database.RowLock}
            """);
        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<IReadOnlyList<HeldBlock>> ReadAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var blocks = new List<HeldBlock>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            blocks.Add(new(
                Key: row.GetInt64(0),
                Question: row.GetInt64(1),
                Kind: row.GetString(2) == "train" ? BlockKind.Train : BlockKind.Decide,
                DeviceClass: row.GetString(3),
                Round: row.GetInt32(4),
                Cell: row.IsDBNull(5) ? null : row.GetInt64(5),
                FirstSeed: row.IsDBNull(6) ? 0 : row.GetInt32(6),
                SeedCount: row.IsDBNull(7) ? 0 : row.GetInt32(7),
                CostSeconds: row.GetDouble(8),
                Crashes: row.GetInt32(9),
                IsStopping: row.GetBoolean(10)));
        }

        return blocks;
    }
}
