using System.Data.Common;
using System.Diagnostics;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage;

/// <summary>Row numbers of what other rows refer to; a row is made where there is none, inside the caller's transaction.</summary>
internal static class SqlKeys
{
    public static async Task<long> CurveKeyAsync(DbConnection connection, CurveSpec curve, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            """
            SELECT curve_key
            FROM curve
            WHERE task = @task AND architecture = @architecture AND strategy = @strategy AND optimizer = @optimizer
                AND criterion = @criterion AND steps = @steps AND seed = @seed AND trial_format = @format
            """);
        command.Add("task", curve.Task);
        command.Add("architecture", curve.Architecture);
        command.Add("strategy", curve.Strategy);
        command.Add("optimizer", curve.Optimizer);
        command.Add("criterion", curve.Criterion);
        command.Add("steps", curve.Steps);
        command.Add("seed", curve.Seed);
        command.Add("format", CurveSpec.TrialFormat);
        return await FindOrInsertAsync(
            command,
            """
            INSERT INTO curve (task, architecture, strategy, optimizer, criterion, steps, seed, trial_format)
            VALUES (@task, @architecture, @strategy, @optimizer, @criterion, @steps, @seed, @format)
            ON CONFLICT DO NOTHING
            RETURNING curve_key
            """,
            cancellationToken);
    }

    /// <summary>Cells by width. In the order of widths, so that no two writers wait for each other.</summary>
    public static async Task<IReadOnlyDictionary<int, long>> CellKeysAsync(
        DbConnection connection, CurveSpec curve, IEnumerable<int> widths, CancellationToken cancellationToken)
    {
        var curveKey = await CurveKeyAsync(connection, curve, cancellationToken);
        var names = new TrialNames(curve);
        var keys = new Dictionary<int, long>();
        foreach (var width in widths.Distinct().Order())
        {
            await using var command = connection.CreateCommand("SELECT cell_key FROM cell WHERE id = @id");
            command.Add("id", names.CellId(width).Value);
            command.Add("curve", curveKey);
            command.Add("width", width);
            keys[width] = await FindOrInsertAsync(
                command,
                "INSERT INTO cell (id, curve_key, width) VALUES (@id, @curve, @width) ON CONFLICT DO NOTHING RETURNING cell_key",
                cancellationToken);
        }

        return keys;
    }

    /// <summary>Stamps in the order of their texts, so that no two writers wait for each other.</summary>
    public static async Task<IReadOnlyDictionary<EngineStamp, long>> StampKeysAsync(
        DbConnection connection, IEnumerable<EngineStamp> stamps, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<EngineStamp, long>();
        foreach (var stamp in stamps.Distinct().OrderBy(stamp => stamp.ToString(), StringComparer.Ordinal))
        {
            keys[stamp] = await StampKeyAsync(connection, stamp, cancellationToken);
        }

        return keys;
    }

    private static async Task<long> StampKeyAsync(DbConnection connection, EngineStamp stamp, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            """
            SELECT stamp_key
            FROM engine_stamp
            WHERE engine = @engine AND device = @device AND device_class = @class AND versions = @versions
            """);
        command.Add("engine", stamp.Engine);
        command.Add("device", stamp.Device);
        command.Add("class", stamp.DeviceClass);
        command.Add("versions", stamp.Versions);
        return await FindOrInsertAsync(
            command,
            """
            INSERT INTO engine_stamp (engine, device, device_class, versions)
            VALUES (@engine, @device, @class, @versions)
            ON CONFLICT DO NOTHING
            RETURNING stamp_key
            """,
            cancellationToken);
    }

    /// <summary>
    /// The key that a command finds, or that the insertion with the same parameters makes; or finds after all, where
    /// another writer was quicker.
    /// </summary>
    private static async Task<long> FindOrInsertAsync(DbCommand find, string insertion, CancellationToken cancellationToken)
    {
        foreach (var sql in (string[])[find.CommandText, insertion, find.CommandText])
        {
            find.CommandText = sql;
            if (await find.ExecuteScalarAsync(cancellationToken) is long key)
            {
                return key;
            }
        }

        throw new UnreachableException($"Neither found nor made: {find.CommandText}");
    }
}
