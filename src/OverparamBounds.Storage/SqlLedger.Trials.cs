using System.Data.Common;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage;

/// <summary>Curves, cells and trials, which questions share.</summary>
internal sealed partial class SqlLedger
{
    /// <summary>What <see cref="ReadTrial"/> reads, from trial, cell and engine_stamp.</summary>
    private const string TrialColumns =
        """
        trial.id, cell.width, trial.seed_index, trial.outcome, trial.steps, trial.final_loss,
        trial.dense, trial.nonzero, trial.effective, trial.bits, trial.wall_seconds, trial.cpu_seconds, trial.digest,
        engine_stamp.engine, engine_stamp.device, engine_stamp.device_class, engine_stamp.versions,
        trial.state_bytes, trial.activation_bytes
        """;

    private const int TrialColumnCount = 19;

    public Task<IReadOnlyDictionary<int, TrialResult>> StoredTrialsAsync(
        CurveSpec curve, int width, int first, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return database.ReadAsync<IReadOnlyDictionary<int, TrialResult>>(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    $"""
                    SELECT {TrialColumns}
                    FROM cell
                    JOIN trial USING (cell_key)
                    JOIN engine_stamp USING (stamp_key)
                    WHERE cell.id = @cell AND trial.seed_index >= @first AND trial.seed_index < @end
                    """);
                command.Add("cell", curve.CellId(width).Value);
                command.Add("first", first);
                command.Add("end", (long)first + count);
                var trials = await ReadTrialsAsync(command, cancellationToken);
                return trials.ToDictionary(result => result.Trial.SeedIndex);
            },
            cancellationToken);
    }

    public Task<int> SaveTrialsAsync(
        CurveSpec curve, IReadOnlyList<TrialResult> results, CancellationToken cancellationToken)
    {
        foreach (var result in results)
        {
            ThrowIfForeign(curve, result);
        }

        return results is []
            ? Task.FromResult(0)
            : database.WriteAsync(
                connection => database.StoreAsync(connection, new(curve, results, Now()), cancellationToken), cancellationToken);
    }

    public Task<IReadOnlyList<StoredCell>> CellsAsync(QuestionId question, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredCell>>(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    """
                    WITH used AS (
                        SELECT
                            question_cell.ordinal, cell.id, cell.width, trial.outcome, trial.steps,
                            ROW_NUMBER() OVER (
                                PARTITION BY question_cell.ordinal
                                ORDER BY CASE WHEN trial.outcome = 'fitted' THEN 0 ELSE 1 END, trial.steps) AS place,
                            COUNT(trial.outcome) OVER (PARTITION BY question_cell.ordinal) AS trials
                        FROM question
                        JOIN question_cell USING (question_key)
                        JOIN cell USING (cell_key)
                        LEFT JOIN trial ON trial.cell_key = cell.cell_key AND trial.seed_index < question_cell.trials
                        WHERE question.id = @question)
                    SELECT
                        ordinal, id, width,
                        COUNT(outcome),
                        SUM(CASE WHEN outcome = 'fitted' THEN 1 ELSE 0 END),
                        SUM(CASE WHEN outcome = 'notFitted' THEN 1 ELSE 0 END),
                        SUM(CASE WHEN outcome = 'diverged' THEN 1 ELSE 0 END),
                        CAST(MAX(CASE WHEN outcome = 'fitted' AND place = (trials + 1) / 2 THEN steps END) AS double precision)
                    FROM used
                    GROUP BY ordinal, id, width
                    ORDER BY ordinal
                    """);
                command.Add("question", question.Value);
                var cells = new List<StoredCell>();
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    cells.Add(new(
                        Ordinal: row.GetInt32(0),
                        Id: new(row.GetString(1)),
                        Width: row.GetInt32(2),
                        Trials: row.GetInt32(3),
                        Fitted: row.GetInt32(4),
                        NotFitted: row.GetInt32(5),
                        Diverged: row.GetInt32(6),
                        MedianSteps: row.RealOrNull(7)));
                }

                return cells;
            },
            cancellationToken);

    public Task<IReadOnlyList<TrialResult>> TrialsAsync(
        QuestionId question, int offset, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    $"""
                    SELECT {TrialColumns}
                    FROM question
                    JOIN question_cell USING (question_key)
                    JOIN cell USING (cell_key)
                    JOIN trial ON trial.cell_key = cell.cell_key AND trial.seed_index < question_cell.trials
                    JOIN engine_stamp USING (stamp_key)
                    WHERE question.id = @question
                    ORDER BY cell.width, trial.seed_index
                    LIMIT @limit OFFSET @offset
                    """);
                command.Add("question", question.Value);
                command.Add("limit", limit);
                command.Add("offset", offset);
                return await ReadTrialsAsync(command, cancellationToken);
            },
            cancellationToken);
    }

    public Task<StoredTrial?> FindTrialAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        var prefix = new IdPrefix("trial", idOrPrefix);
        return database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    "SELECT id FROM trial WHERE id >= @first AND id < @end ORDER BY id LIMIT @limit");
                command.Add("first", prefix.First);
                command.Add("end", prefix.End);
                command.Add("limit", IdPrefix.MostListed + 1);
                return prefix.Single(await command.TextsAsync(cancellationToken)) is { } id
                    ? await TrialAsync(connection, id, cancellationToken)
                    : null;
            },
            cancellationToken);
    }

    private static async Task<StoredTrial?> TrialAsync(DbConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"""
            SELECT {TrialColumns},
                trial.stored_at, curve.task, curve.architecture, curve.strategy, curve.optimizer, curve.criterion, curve.steps, curve.seed
            FROM trial
            JOIN cell USING (cell_key)
            JOIN curve USING (curve_key)
            JOIN engine_stamp USING (stamp_key)
            WHERE trial.id = @id
            """);
        command.Add("id", id);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var curve = new CurveSpec(
            Task: row.GetString(TrialColumnCount + 1),
            Architecture: row.GetString(TrialColumnCount + 2),
            Strategy: row.GetString(TrialColumnCount + 3),
            Optimizer: row.GetString(TrialColumnCount + 4),
            Criterion: row.GetString(TrialColumnCount + 5),
            Steps: row.GetInt32(TrialColumnCount + 6),
            Seed: row.GetInt64(TrialColumnCount + 7));
        return new(curve, ReadTrial(row), StoredAt: row.Time(TrialColumnCount));
    }

    private static async Task<IReadOnlyList<TrialResult>> ReadTrialsAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var trials = new List<TrialResult>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            trials.Add(ReadTrial(row));
        }

        return trials;
    }

    private static TrialResult ReadTrial(DbDataReader row) => new(
        Id: new(row.GetString(0)),
        Trial: new(Width: row.GetInt32(1), SeedIndex: row.GetInt32(2)),
        Outcome: TrialOutcomeNames.Parse(row.GetString(3)),
        Steps: row.GetInt32(4),
        FinalLoss: row.RealOrNull(5),
        Size: new(Dense: row.GetInt64(6), Nonzero: row.GetInt64(7), Effective: row.GetInt64(8), Bits: row.GetInt64(9)),
        WallSeconds: row.GetDouble(10),
        CpuSeconds: row.GetDouble(11),
        Digest: row.GetString(12),
        Engine: new(Engine: row.GetString(13), Device: row.GetString(14), DeviceClass: row.GetString(15), Versions: row.GetString(16)))
    {
        Memory = row.IsDBNull(17) ? null : new(State: row.GetInt64(17), Activations: row.GetInt64(18)),
    };

    /// <exception cref="ArgumentException">The result is no trial of the curve, or cannot be stored.</exception>
    internal static void ThrowIfForeign(CurveSpec curve, TrialResult result)
    {
        var (width, seedIndex) = result.Trial;
        if (seedIndex < 0 || result.Id != curve.TrialId(width, seedIndex))
        {
            throw new ArgumentException(
                $"Trial '{result.Id}' is not seed {seedIndex} at width {width} of this curve.", nameof(result));
        }

        if (!double.IsFinite(result.WallSeconds) || !double.IsFinite(result.CpuSeconds))
        {
            throw new ArgumentException($"Trial '{result.Id}' took no finite time.", nameof(result));
        }
    }
}
