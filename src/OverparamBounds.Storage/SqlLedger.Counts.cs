using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage;

/// <summary>How much of a curve is there already, without reading it.</summary>
internal sealed partial class SqlLedger
{
    public Task<IReadOnlyDictionary<int, int>> CountTrialsAsync(CurveSpec curve, int seeds, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seeds);
        return database.ReadAsync<IReadOnlyDictionary<int, int>>(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    """
                    SELECT cell.width, COUNT(*)
                    FROM curve
                    JOIN cell USING (curve_key)
                    JOIN trial USING (cell_key)
                    WHERE curve.task = @task AND curve.architecture = @architecture AND curve.strategy = @strategy
                        AND curve.optimizer = @optimizer AND curve.criterion = @criterion AND curve.steps = @steps
                        AND curve.seed = @seed AND curve.trial_format = @format AND trial.seed_index < @seeds
                    GROUP BY cell.width
                    """);
                command.Add("task", curve.Task);
                command.Add("architecture", curve.Architecture);
                command.Add("strategy", curve.Strategy);
                command.Add("optimizer", curve.Optimizer);
                command.Add("criterion", curve.Criterion);
                command.Add("steps", curve.Steps);
                command.Add("seed", curve.Seed);
                command.Add("format", CurveSpec.TrialFormat);
                command.Add("seeds", seeds);
                var counts = new Dictionary<int, int>();
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    counts.Add(row.GetInt32(0), (int)row.GetInt64(1));
                }

                return counts;
            },
            cancellationToken);
    }
}
