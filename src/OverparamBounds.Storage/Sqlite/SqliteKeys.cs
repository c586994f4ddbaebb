using Microsoft.Data.Sqlite;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Sqlite;

/// <summary>Row numbers of what other rows refer to; a row is made where there is none, inside the caller's transaction.</summary>
internal static class SqliteKeys
{
    public static async Task<long> CurveKeyAsync(SqliteConnection connection, CurveSpec curve, CancellationToken cancellationToken)
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
            RETURNING curve_key
            """,
            cancellationToken);
    }

    public static async Task<long> CellKeyAsync(
        SqliteConnection connection, CurveSpec curve, int width, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand("SELECT cell_key FROM cell WHERE id = @id");
        command.Add("id", curve.CellId(width).Value);
        command.Add("width", width);
        command.Add("curve", await CurveKeyAsync(connection, curve, cancellationToken));
        return await FindOrInsertAsync(
            command,
            "INSERT INTO cell (id, curve_key, width) VALUES (@id, @curve, @width) RETURNING cell_key",
            cancellationToken);
    }

    public static async Task<long> StampKeyAsync(SqliteConnection connection, EngineStamp stamp, CancellationToken cancellationToken)
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
            RETURNING stamp_key
            """,
            cancellationToken);
    }

    /// <summary>The key that a command finds, or that the insertion with the same parameters makes.</summary>
    private static async Task<long> FindOrInsertAsync(SqliteCommand find, string insertion, CancellationToken cancellationToken)
    {
        if (await find.ExecuteScalarAsync(cancellationToken) is long key)
        {
            return key;
        }

        find.CommandText = insertion;
        return (long)(await find.ExecuteScalarAsync(cancellationToken))!;
    }
}
