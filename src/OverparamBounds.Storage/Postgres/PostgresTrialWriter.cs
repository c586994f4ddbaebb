using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Postgres;

/// <summary>Stores trials in bulk: copied into a table of the session's own, and from there into the ledger as far as they are new.</summary>
internal sealed class PostgresTrialWriter(NpgsqlConnection connection, TrialBatch batch)
{
    private const string Columns =
        """
        id, cell_key, seed_index, outcome, steps, final_loss, dense, nonzero, effective, bits,
        wall_seconds, cpu_seconds, digest, stamp_key, stored_at, state_bytes, activation_bytes
        """;

    /// <returns>How many were new.</returns>
    public static async Task<int> SaveAsync(NpgsqlConnection connection, TrialBatch batch, CancellationToken cancellationToken)
    {
        var writer = new PostgresTrialWriter(connection, batch);
        await writer.StageAsync(cancellationToken);
        var added = await writer.InsertAsync(cancellationToken);
        if (added < batch.Results.Count)
        {
            await writer.ReportMismatchesAsync(cancellationToken);
        }

        return added;
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        var cells = await SqlKeys.CellKeysAsync(
            connection, batch.Curve, batch.Results.Select(result => result.Trial.Width), cancellationToken);
        var stamps = await SqlKeys.StampKeysAsync(connection, batch.Results.Select(result => result.Engine), cancellationToken);
        await connection.ExecuteAsync(
            "CREATE TEMPORARY TABLE IF NOT EXISTS trial_staging (LIKE trial, place integer NOT NULL) ON COMMIT DELETE ROWS",
            cancellationToken);
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY trial_staging ({Columns}, place) FROM STDIN (FORMAT binary)", cancellationToken);
        foreach (var (place, result) in batch.Results.Index())
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(result.Id.Value, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(cells[result.Trial.Width], NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(result.Trial.SeedIndex, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(result.Outcome.Name(), NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(result.Steps, NpgsqlDbType.Integer, cancellationToken);
            await WriteAsync(copy, result.FinalLoss is { } loss && double.IsFinite(loss) ? loss : (double?)null, NpgsqlDbType.Double, cancellationToken);
            await copy.WriteAsync(result.Size.Dense, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(result.Size.Nonzero, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(result.Size.Effective, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(result.Size.Bits, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(result.WallSeconds, NpgsqlDbType.Double, cancellationToken);
            await copy.WriteAsync(result.CpuSeconds, NpgsqlDbType.Double, cancellationToken);
            await copy.WriteAsync(result.Digest, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(stamps[result.Engine], NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync((DateTime)batch.Now, NpgsqlDbType.TimestampTz, cancellationToken);
            await WriteAsync(copy, result.Memory?.State, NpgsqlDbType.Bigint, cancellationToken);
            await WriteAsync(copy, result.Memory?.Activations, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(place, NpgsqlDbType.Integer, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static Task WriteAsync<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type, CancellationToken cancellationToken)
        where T : struct =>
        value is { } given ? copy.WriteAsync(given, type, cancellationToken) : copy.WriteNullAsync(cancellationToken);

    /// <summary>
    /// In one order for all writers, so that those that overlap wait in line and never in a ring; of a trial that the
    /// batch holds twice the first counts.
    /// </summary>
    private async Task<int> InsertAsync(CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"""
            INSERT INTO trial ({Columns})
            SELECT {Columns}
            FROM trial_staging
            ORDER BY cell_key, seed_index, place
            ON CONFLICT DO NOTHING
            """);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task ReportMismatchesAsync(CancellationToken cancellationToken)
    {
        // Those who report about one cell take turns, so that one offence is logged once.
        await using var command = connection.CreateCommand(
            """
            WITH mismatch AS (
                SELECT trial_staging.place, trial_staging.cell_key
                FROM trial_staging
                JOIN trial USING (id)
                WHERE trial.digest <> trial_staging.digest),
            locked AS (
                SELECT cell_key
                FROM cell
                WHERE cell_key IN (SELECT cell_key FROM mismatch)
                ORDER BY cell_key
                FOR NO KEY UPDATE)
            SELECT CAST(place AS text)
            FROM mismatch
            JOIN locked USING (cell_key)
            ORDER BY place
            """);
        var places = await command.TextsAsync(cancellationToken);
        if (places is [])
        {
            return;
        }

        var offered = places.Select(place => batch.Results[int.Parse(place, CultureInfo.InvariantCulture)]).ToList();
        var cells = await SqlKeys.CellKeysAsync(
            connection, batch.Curve, offered.Select(result => result.Trial.Width), cancellationToken);
        foreach (var result in offered)
        {
            await DigestMismatch.ReportAsync(connection, cells[result.Trial.Width], result, batch.Now, cancellationToken);
        }
    }
}
