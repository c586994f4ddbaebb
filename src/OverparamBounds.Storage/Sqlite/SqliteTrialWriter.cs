using System.Data.Common;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Sqlite;

/// <summary>Stores trials one by one, through a statement that is prepared once a batch.</summary>
internal static class SqliteTrialWriter
{
    public static async Task<int> SaveAsync(DbConnection connection, TrialBatch batch, CancellationToken cancellationToken)
    {
        var cells = await SqlKeys.CellKeysAsync(
            connection, batch.Curve, batch.Results.Select(result => result.Trial.Width), cancellationToken);
        var stamps = await SqlKeys.StampKeysAsync(connection, batch.Results.Select(result => result.Engine), cancellationToken);
        await using var insertion = connection.CreateCommand(
            """
            INSERT INTO trial (
                id, cell_key, seed_index, outcome, steps, final_loss, dense, nonzero, effective, bits,
                wall_seconds, cpu_seconds, digest, stamp_key, stored_at, state_bytes, activation_bytes)
            VALUES (
                @id, @cell, @seedIndex, @outcome, @steps, @finalLoss, @dense, @nonzero, @effective, @bits,
                @wallSeconds, @cpuSeconds, @digest, @stamp, @now, @stateBytes, @activationBytes)
            ON CONFLICT DO NOTHING
            """);
        var added = 0;
        foreach (var result in batch.Results)
        {
            var cell = cells[result.Trial.Width];
            insertion.Parameters.Clear();
            insertion.Add("id", result.Id.Value);
            insertion.Add("cell", cell);
            insertion.Add("seedIndex", result.Trial.SeedIndex);
            insertion.Add("outcome", result.Outcome.Name());
            insertion.Add("steps", result.Steps);
            insertion.Add("finalLoss", result.FinalLoss is { } loss && double.IsFinite(loss) ? loss : null);
            insertion.Add("dense", result.Size.Dense);
            insertion.Add("nonzero", result.Size.Nonzero);
            insertion.Add("effective", result.Size.Effective);
            insertion.Add("bits", result.Size.Bits);
            insertion.Add("wallSeconds", result.WallSeconds);
            insertion.Add("cpuSeconds", result.CpuSeconds);
            insertion.Add("digest", result.Digest);
            insertion.Add("stamp", stamps[result.Engine]);
            insertion.Add("now", batch.Now);
            insertion.Add("stateBytes", result.Memory?.State);
            insertion.Add("activationBytes", result.Memory?.Activations);
            if (await insertion.ExecuteNonQueryAsync(cancellationToken) > 0)
            {
                added++;
            }
            else
            {
                await DigestMismatch.ReportAsync(connection, cell, result, batch.Now, cancellationToken);
            }
        }

        return added;
    }
}
