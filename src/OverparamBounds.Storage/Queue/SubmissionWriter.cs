using System.Data.Common;
using System.Text.Json.Nodes;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Queue;

/// <summary>
/// Queues a sweep in a handful of statements, however large it is: rows are filled into tables of the session's own, and
/// go from there where they are new.
/// </summary>
/// <param name="now">The time at which questions are registered, as the database takes it.</param>
internal sealed class SubmissionWriter(ISqlDatabase database, Submission submission, object now)
{
    private const int MostPriority = 100;

    private static readonly IReadOnlyList<string> QuestionColumns =
    [
        "place", "id", "task", "architecture", "strategy", "optimizer", "criterion", "steps", "seed",
        "success", "confidence", "ratio", "min_width", "max_width", "lanes", "max_trainings",
        "grid_widths", "grid_seeds", "spec_json", "data_digest", "device_class",
    ];

    private readonly IReadOnlyList<PlannedQuestion> _questions = [.. submission.Questions.DistinctBy(question => question.Spec.Id)];

    public static void ThrowIfNoPriority(int priority)
    {
        if (Math.Abs(priority) > MostPriority)
        {
            throw new ArgumentOutOfRangeException(nameof(priority), priority, $"A priority is from -{MostPriority} to {MostPriority}.");
        }
    }

    public async Task WriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        ThrowIfNoPriority(submission.Priority);
        if (await InsertSweepAsync(connection, cancellationToken) is not { } sweep)
        {
            await RunAgainAsync(connection, cancellationToken);
            return;
        }

        await StageAsync(connection, cancellationToken);
        await InsertQuestionsAsync(connection, cancellationToken);
        await InsertBlocksAsync(connection, sweep, cancellationToken);
        await connection.ExecuteAsync("DROP TABLE question_staging; DROP TABLE cell_staging; DROP TABLE block_staging", cancellationToken);
        await Reopening.OfAllAsync(connection, sweep, cancellationToken);
        await QueueSteps.AppendEventAsync(
            connection, database, new("sweep-submitted", new JsonObject { ["questions"] = _questions.Count }, Sweep: sweep), cancellationToken);
        await QueueSteps.CloseSweepsAsync(connection, database, cancellationToken);
        await database.Queue.AfterFillAsync(connection, cancellationToken);
    }

    /// <returns>Null where the sweep is there.</returns>
    private async Task<long?> InsertSweepAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"""
            INSERT INTO sweep (id, name, notes, priority, state, spec_json, created_at)
            VALUES (@id, @name, @notes, @priority, 'running', @spec, {database.Queue.Now})
            ON CONFLICT DO NOTHING
            RETURNING sweep_key
            """);
        command.Add("id", submission.Id.Value);
        command.Add("name", submission.Name);
        command.Add("notes", submission.Notes);
        command.Add("priority", submission.Priority);
        command.Add("spec", submission.SpecJson);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    private async Task RunAgainAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            """
            UPDATE sweep
            SET state = 'running', finished_at = NULL
            WHERE id = @id AND state IN ('cancelled', 'stopped', 'failed')
            RETURNING sweep_key
            """);
        command.Add("id", submission.Id.Value);
        if (await command.ExecuteScalarAsync(cancellationToken) is long sweep)
        {
            await Reopening.OfAllAsync(connection, sweep, cancellationToken);
            await QueueSteps.AppendEventAsync(connection, database, new("sweep-retried", [], Sweep: sweep), cancellationToken);
            await QueueSteps.CloseSweepsAsync(connection, database, cancellationToken);
        }
    }

    private async Task StageAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            """
            CREATE TEMPORARY TABLE question_staging (
                place integer PRIMARY KEY, id text, task text, architecture text, strategy text, optimizer text, criterion text,
                steps integer, seed bigint, success double precision, confidence double precision, ratio double precision,
                min_width integer, max_width integer, lanes integer, max_trainings integer, grid_widths text, grid_seeds integer,
                spec_json text, data_digest text, device_class text, question_key bigint, is_fresh boolean);
            CREATE TEMPORARY TABLE cell_staging (place integer, id text, width integer);
            CREATE TEMPORARY TABLE block_staging (
                ordinal integer, place integer, cell text, first_seed integer, seed_count integer, cost_seconds double precision)
            """,
            cancellationToken);
        await database.Queue.FillAsync(
            connection, "question_staging", QuestionColumns, _questions.Index().Select(item => Row(item.Index, item.Item)), cancellationToken);
        var cells = new List<object?[]>();
        var blocks = new List<object?[]>();
        foreach (var (place, question) in _questions.Index())
        {
            var names = new TrialNames(question.Spec.Curve);
            var ids = question.Blocks.Select(block => block.Width).Distinct().ToDictionary(width => width, width => names.CellId(width).Value);
            cells.AddRange(ids.Select(cell => new object?[] { place, cell.Value, cell.Key }));
            foreach (var block in question.Blocks)
            {
                blocks.Add([blocks.Count, place, ids[block.Width], block.FirstSeed, block.Count, block.CostSeconds]);
            }
        }

        await database.Queue.FillAsync(connection, "cell_staging", ["place", "id", "width"], cells, cancellationToken);
        await database.Queue.FillAsync(
            connection, "block_staging", ["ordinal", "place", "cell", "first_seed", "seed_count", "cost_seconds"], blocks, cancellationToken);
    }

    private static object?[] Row(int place, PlannedQuestion question)
    {
        var (spec, curve) = (question.Spec, question.Spec.Curve);
        return
        [
            place, spec.Id.Value, curve.Task, curve.Architecture, curve.Strategy, curve.Optimizer, curve.Criterion, curve.Steps, curve.Seed,
            spec.Success, spec.Confidence, spec.Ratio, spec.MinWidth, spec.MaxWidth, spec.Lanes, spec.MaxTrainings,
            spec.Grid is { } grid ? string.Join('+', grid.Widths) : null, spec.Grid?.Seeds,
            SpecJson.Write(spec), question.DataDigest, question.DeviceClass,
        ];
    }

    private async Task InsertQuestionsAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            """
            INSERT INTO curve (task, architecture, strategy, optimizer, criterion, steps, seed, trial_format)
            SELECT DISTINCT task, architecture, strategy, optimizer, criterion, steps, seed, CAST(@format AS integer)
            FROM question_staging
            WHERE TRUE
            ON CONFLICT DO NOTHING;

            INSERT INTO question (
                id, curve_key, success, confidence, ratio, min_width, max_width, lanes, max_trainings,
                grid_widths, grid_seeds, spec_json, data_digest, status, created_at)
            SELECT
                staged.id, curve.curve_key, staged.success, staged.confidence, staged.ratio, staged.min_width, staged.max_width,
                staged.lanes, staged.max_trainings, staged.grid_widths, staged.grid_seeds, staged.spec_json, staged.data_digest,
                'open', @now
            FROM question_staging AS staged
            JOIN curve ON curve.task = staged.task AND curve.architecture = staged.architecture
                AND curve.strategy = staged.strategy AND curve.optimizer = staged.optimizer
                AND curve.criterion = staged.criterion AND curve.steps = staged.steps AND curve.seed = staged.seed
                AND curve.trial_format = @format
            WHERE TRUE
            ORDER BY staged.place
            ON CONFLICT DO NOTHING;

            UPDATE question_staging
            SET question_key = (SELECT question.question_key FROM question WHERE question.id = question_staging.id)
            """);
        command.Add("format", CurveSpec.TrialFormat);
        command.Add("now", now);
        await command.ExecuteNonQueryAsync(cancellationToken);

        // Two sweeps that ask the same anew take turns, so that its blocks are planned once.
        await using var turn = connection.CreateCommand(
            $"""
            SELECT question_key FROM question
            WHERE question_key IN (SELECT question_key FROM question_staging)
            ORDER BY question_key {database.RowLock}
            """);
        await QueueSteps.KeysAsync(turn, cancellationToken);
        await connection.ExecuteAsync(
            """
            UPDATE question_staging
            SET is_fresh = NOT EXISTS (
                SELECT 1 FROM block WHERE block.question_key = question_staging.question_key AND block.kind = 'decide');

            INSERT INTO cell (id, curve_key, width)
            SELECT DISTINCT cell_staging.id, question.curve_key, cell_staging.width
            FROM cell_staging
            JOIN question_staging ON question_staging.place = cell_staging.place AND is_fresh
            JOIN question ON question.question_key = question_staging.question_key
            WHERE TRUE
            ON CONFLICT DO NOTHING
            """,
            cancellationToken);
    }

    private async Task InsertBlocksAsync(DbConnection connection, long sweep, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"""
            INSERT INTO block (question_key, kind, device_class, round, cost_seconds, state, finished_at)
            SELECT
                staged.question_key, 'decide', staged.device_class,
                CASE WHEN EXISTS (SELECT 1 FROM cell_staging WHERE cell_staging.place = staged.place) THEN 1 ELSE 0 END,
                0,
                CASE WHEN question.status IN ({QueueSteps.FinalStatuses}) THEN 'done' ELSE 'ready' END,
                CASE WHEN question.status IN ({QueueSteps.FinalStatuses}) THEN {database.Queue.Now} END
            FROM question_staging AS staged
            JOIN question ON question.question_key = staged.question_key
            WHERE staged.is_fresh
            ORDER BY staged.place;

            INSERT INTO block (
                question_key, kind, device_class, round, cell_key, first_seed, seed_count, cost_seconds, state, finished_at)
            SELECT
                question_key, 'train', device_class, 1, cell_key, first_seed, seed_count, cost_seconds,
                CASE WHEN stored = seed_count THEN 'done' ELSE 'ready' END,
                CASE WHEN stored = seed_count THEN {database.Queue.Now} END
            FROM (
                SELECT
                    staged.question_key, staged.device_class, cell.cell_key, planned.ordinal,
                    planned.first_seed, planned.seed_count, planned.cost_seconds,
                    (
                        SELECT COUNT(*) FROM trial
                        WHERE trial.cell_key = cell.cell_key
                            AND trial.seed_index >= planned.first_seed
                            AND trial.seed_index < planned.first_seed + planned.seed_count) AS stored
                FROM block_staging AS planned
                JOIN question_staging AS staged ON staged.place = planned.place AND staged.is_fresh
                JOIN question ON question.question_key = staged.question_key AND question.status NOT IN ({QueueSteps.FinalStatuses})
                JOIN cell ON cell.id = planned.cell) AS counted
            ORDER BY ordinal;

            INSERT INTO sweep_question (sweep_key, ordinal, question_key, trial_format, device_class, is_open)
            SELECT @sweep, staged.place, staged.question_key, curve.trial_format, block.device_class, block.state IN ('ready', 'leased')
            FROM question_staging AS staged
            JOIN block ON block.question_key = staged.question_key AND block.kind = 'decide'
            JOIN question ON question.question_key = staged.question_key
            JOIN curve ON curve.curve_key = question.curve_key
            """);
        command.Add("sweep", sweep);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
