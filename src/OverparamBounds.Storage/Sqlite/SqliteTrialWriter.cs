using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Sqlite;

/// <summary>Stores trials of one curve through statements that are prepared once a batch.</summary>
internal sealed class SqliteTrialWriter(SqliteConnection connection, CurveSpec curve, string now) : IAsyncDisposable
{
    private readonly Dictionary<int, long> _cells = [];
    private readonly Dictionary<EngineStamp, long> _stamps = [];

    private readonly SqliteCommand _insertion = connection.CreateCommand(
        """
        INSERT INTO trial (
            id, cell_key, seed_index, outcome, steps, final_loss, dense, nonzero, effective, bits,
            wall_seconds, cpu_seconds, digest, stamp_key, stored_at)
        VALUES (
            @id, @cell, @seedIndex, @outcome, @steps, @finalLoss, @dense, @nonzero, @effective, @bits,
            @wallSeconds, @cpuSeconds, @digest, @stamp, @now)
        ON CONFLICT DO NOTHING
        """);

    private readonly SqliteCommand _comparison = connection.CreateCommand(
        """
        SELECT trial.digest, trial.outcome, engine, device, device_class, versions
        FROM trial
        JOIN engine_stamp USING (stamp_key)
        WHERE trial.id = @id AND trial.digest <> @digest
        """);

    public static async Task<int> SaveAsync(
        SqliteConnection connection,
        CurveSpec curve,
        IReadOnlyList<TrialResult> results,
        string now,
        CancellationToken cancellationToken)
    {
        await using var writer = new SqliteTrialWriter(connection, curve, now);
        var added = 0;
        foreach (var result in results)
        {
            if (await writer.InsertAsync(result, cancellationToken))
            {
                added++;
            }
            else
            {
                await writer.CompareAsync(result, cancellationToken);
            }
        }

        return added;
    }

    public async ValueTask DisposeAsync()
    {
        await _insertion.DisposeAsync();
        await _comparison.DisposeAsync();
    }

    private async Task<bool> InsertAsync(TrialResult result, CancellationToken cancellationToken)
    {
        _insertion.Parameters.Clear();
        _insertion.Add("id", result.Id.Value);
        _insertion.Add("cell", await CellKeyAsync(result.Trial.Width, cancellationToken));
        _insertion.Add("seedIndex", result.Trial.SeedIndex);
        _insertion.Add("outcome", result.Outcome.Name());
        _insertion.Add("steps", result.Steps);
        _insertion.Add("finalLoss", result.FinalLoss is { } loss && double.IsFinite(loss) ? loss : null);
        _insertion.Add("dense", result.Size.Dense);
        _insertion.Add("nonzero", result.Size.Nonzero);
        _insertion.Add("effective", result.Size.Effective);
        _insertion.Add("bits", result.Size.Bits);
        _insertion.Add("wallSeconds", result.WallSeconds);
        _insertion.Add("cpuSeconds", result.CpuSeconds);
        _insertion.Add("digest", result.Digest);
        _insertion.Add("stamp", await StampKeyAsync(result.Engine, cancellationToken));
        _insertion.Add("now", now);
        return await _insertion.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>
    /// A stored trial is never replaced, but another digest is never passed over: within a device class it means that a
    /// trial did not repeat, across classes that two machines rounded differently.
    /// </summary>
    private async Task CompareAsync(TrialResult offered, CancellationToken cancellationToken)
    {
        _comparison.Parameters.Clear();
        _comparison.Add("id", offered.Id.Value);
        _comparison.Add("digest", offered.Digest);
        await using var row = await _comparison.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            return;
        }

        var kept = new EngineStamp(row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5));
        var json = new JsonObject
        {
            ["trial"] = offered.Id.Value,
            ["width"] = offered.Trial.Width,
            ["seedIndex"] = offered.Trial.SeedIndex,
            ["sameDeviceClass"] = kept.Engine == offered.Engine.Engine && kept.DeviceClass == offered.Engine.DeviceClass,
            ["kept"] = Describe(row.GetString(0), row.GetString(1), kept),
            ["offered"] = Describe(offered.Digest, offered.Outcome.Name(), offered.Engine),
        };

        // A job that runs again offers the same trial again; one line says it.
        await using var command = connection.CreateCommand(
            """
            INSERT INTO event (cell_key, kind, json, at)
            SELECT @cell, @kind, @json, @now
            WHERE NOT EXISTS (SELECT 1 FROM event WHERE cell_key = @cell AND kind = @kind AND json = @json)
            """);
        command.Add("cell", await CellKeyAsync(offered.Trial.Width, cancellationToken));
        command.Add("kind", LedgerEvents.DigestMismatch);
        command.Add("json", json.ToJsonString());
        command.Add("now", now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static JsonObject Describe(string digest, string outcome, EngineStamp stamp) => new()
    {
        ["digest"] = digest,
        ["outcome"] = outcome,
        ["engine"] = stamp.Engine,
        ["device"] = stamp.Device,
        ["deviceClass"] = stamp.DeviceClass,
        ["versions"] = stamp.Versions,
    };

    private async Task<long> CellKeyAsync(int width, CancellationToken cancellationToken)
    {
        if (!_cells.TryGetValue(width, out var key))
        {
            _cells[width] = key = await SqliteKeys.CellKeyAsync(connection, curve, width, cancellationToken);
        }

        return key;
    }

    private async Task<long> StampKeyAsync(EngineStamp stamp, CancellationToken cancellationToken)
    {
        if (!_stamps.TryGetValue(stamp, out var key))
        {
            _stamps[stamp] = key = await SqliteKeys.StampKeyAsync(connection, stamp, cancellationToken);
        }

        return key;
    }
}
