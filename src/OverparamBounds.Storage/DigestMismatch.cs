using System.Data.Common;
using System.Text.Json.Nodes;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage;

/// <summary>
/// A stored trial is never replaced, but another digest is never passed over: within a device class it means that a
/// trial did not repeat, across classes that two machines rounded differently.
/// </summary>
internal static class DigestMismatch
{
    /// <summary>Logs an event where the stored trial has another digest than the one offered; once, however often it is offered.</summary>
    /// <param name="now">The time, as the database takes it.</param>
    public static async Task ReportAsync(
        DbConnection connection, long cellKey, TrialResult offered, object now, CancellationToken cancellationToken)
    {
        if (await DescribeAsync(connection, offered, cancellationToken) is not { } json)
        {
            return;
        }

        await using var command = connection.CreateCommand(
            """
            INSERT INTO event (cell_key, kind, json, at)
            SELECT @cell, @kind, @json, @now
            WHERE NOT EXISTS (SELECT 1 FROM event WHERE cell_key = @cell AND kind = @kind AND json = @json)
            """);
        command.Add("cell", cellKey);
        command.Add("kind", LedgerEvents.DigestMismatch);
        command.Add("json", json.ToJsonString());
        command.Add("now", now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<JsonObject?> DescribeAsync(
        DbConnection connection, TrialResult offered, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            """
            SELECT trial.digest, trial.outcome, engine, device, device_class, versions
            FROM trial
            JOIN engine_stamp USING (stamp_key)
            WHERE trial.id = @id AND trial.digest <> @digest
            """);
        command.Add("id", offered.Id.Value);
        command.Add("digest", offered.Digest);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            return null;
        }

        var kept = new EngineStamp(row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5));
        return new()
        {
            ["trial"] = offered.Id.Value,
            ["width"] = offered.Trial.Width,
            ["seedIndex"] = offered.Trial.SeedIndex,
            ["sameDeviceClass"] = kept.Engine == offered.Engine.Engine && kept.DeviceClass == offered.Engine.DeviceClass,
            ["kept"] = Describe(row.GetString(0), row.GetString(1), kept),
            ["offered"] = Describe(offered.Digest, offered.Outcome.Name(), offered.Engine),
        };
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
}
