using System.Data.Common;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Queue;

/// <summary>What people and pumps see of the queue.</summary>
internal sealed partial class SqlQueue
{
    private const string SweepColumns =
        """
        sweep_progress.sweep, sweep_progress.name, sweep_progress.notes, sweep_progress.priority, sweep_progress.state,
        (SELECT spec_json FROM sweep WHERE sweep.id = sweep_progress.sweep),
        CAST(questions AS integer), CAST(answered AS integer), CAST(failed AS integer),
        CAST(planned AS bigint), CAST(done AS bigint), CAST(quarantined AS bigint),
        CAST(running AS integer), CAST(seconds_left AS double precision),
        sweep_progress.created_at, sweep_progress.finished_at
        """;

    public Task<IReadOnlyList<QueuedSweep>> SweepsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<QueuedSweep>>(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    $"""
                    SELECT {SweepColumns}
                    FROM sweep_progress
                    JOIN sweep AS place ON place.id = sweep_progress.sweep
                    ORDER BY place.created_at DESC, place.sweep_key DESC
                    """);
                var sweeps = new List<QueuedSweep>();
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    sweeps.Add(ReadSweep(row));
                }

                return sweeps;
            },
            cancellationToken);

    public Task<QueuedSweep?> FindSweepAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        var prefix = new IdPrefix("sweep", idOrPrefix);
        return database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    "SELECT id FROM sweep WHERE id >= @first AND id < @end ORDER BY id LIMIT @limit");
                command.Add("first", prefix.First);
                command.Add("end", prefix.End);
                command.Add("limit", IdPrefix.MostListed + 1);
                return prefix.Single(await command.TextsAsync(cancellationToken)) is { } id
                    ? await SweepAsync(connection, new(id), cancellationToken)
                    : null;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<QueuedQuestion>> QuestionsAsync(SweepId sweep, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<QueuedQuestion>>(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    """
                    WITH asked AS (
                        SELECT sweep_question.ordinal, sweep_question.question_key
                        FROM sweep
                        JOIN sweep_question ON sweep_question.sweep_key = sweep.sweep_key
                        WHERE sweep.id = @sweep),
                    tally AS (
                        SELECT
                            block.question_key,
                            coalesce(sum(seed_count), 0) AS planned,
                            coalesce(sum(seed_count) FILTER (WHERE state = 'done'), 0) AS done,
                            coalesce(sum(seed_count) FILTER (WHERE state = 'quarantined'), 0) AS quarantined,
                            min(problem) FILTER (WHERE state = 'quarantined' AND kind = 'train') AS problem
                        FROM asked
                        JOIN block ON block.question_key = asked.question_key
                        GROUP BY block.question_key)
                    SELECT
                        question.spec_json,
                        CASE decide.state WHEN 'quarantined' THEN 'failed' WHEN 'done' THEN question.status ELSE 'open' END,
                        CASE decide.state WHEN 'quarantined' THEN decide.problem ELSE tally.problem END,
                        decide.round,
                        CAST(tally.planned AS bigint), CAST(tally.done AS bigint), CAST(tally.quarantined AS bigint),
                        question.answer_json
                    FROM asked
                    JOIN question ON question.question_key = asked.question_key
                    JOIN block AS decide ON decide.question_key = asked.question_key AND decide.kind = 'decide'
                    JOIN tally ON tally.question_key = asked.question_key
                    ORDER BY asked.ordinal
                    """);
                command.Add("sweep", sweep.Value);
                var questions = new List<QueuedQuestion>();
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    questions.Add(new(
                        SpecJson.Read(row.GetString(0)),
                        Status: row.GetString(1),
                        Problem: row.TextOrNull(2),
                        Rounds: row.GetInt32(3),
                        Planned: row.GetInt64(4),
                        Done: row.GetInt64(5),
                        Quarantined: row.GetInt64(6),
                        AnswerJson: row.TextOrNull(7)));
                }

                return questions;
            },
            cancellationToken);

    public Task<IReadOnlyList<QueuedWorker>> WorkersAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<QueuedWorker>>(
            async connection =>
            {
                var silence = database.Queue.SecondsSince("last_seen");
                await using var command = connection.CreateCommand(
                    $"""
                    SELECT
                        worker_key, host, process_id, device, device_class, slots, build, is_alive,
                        (SELECT COUNT(*) FROM block WHERE block.worker_key = worker.worker_key AND state = 'leased'),
                        {silence}, started_at
                    FROM worker
                    WHERE is_alive OR {silence} < 86400
                    ORDER BY worker_key DESC
                    """);
                var workers = new List<QueuedWorker>();
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    workers.Add(new(
                        new(row.GetInt64(0)),
                        new(row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetInt32(5), row.GetString(6)),
                        IsAlive: row.GetBoolean(7),
                        Held: (int)row.GetInt64(8),
                        SecondsSilent: row.GetDouble(9),
                        StartedAt: row.Time(10)));
                }

                return workers;
            },
            cancellationToken);

    public Task<QueueDepth> DepthAsync(string deviceClass, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            await using var command = connection.CreateCommand(
                """
                SELECT
                    (
                        SELECT COUNT(*)
                        FROM (
                            SELECT sweep_question.question_key, MIN(sweep.state) AS state
                            FROM sweep
                            JOIN sweep_question ON sweep_question.sweep_key = sweep.sweep_key AND is_open AND device_class = @class
                            WHERE sweep.state IN ('running', 'stopping')
                            GROUP BY sweep_question.question_key) AS asked
                        JOIN block ON block.question_key = asked.question_key AND block.state = 'ready'
                            AND (asked.state = 'running' OR block.kind = 'decide')),
                    (SELECT COUNT(*) FROM block WHERE state = 'leased' AND device_class = @class)
                """);
            command.Add("class", deviceClass);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            return new QueueDepth((int)row.GetInt64(0), (int)row.GetInt64(1));
        },
        cancellationToken);

    private static async Task<QueuedSweep> SweepAsync(DbConnection connection, SweepId sweep, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand($"SELECT {SweepColumns} FROM sweep_progress WHERE sweep = @sweep");
        command.Add("sweep", sweep.Value);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return ReadSweep(row);
    }

    private static QueuedSweep ReadSweep(DbDataReader row) => new(
        Id: new(row.GetString(0)),
        Name: row.GetString(1),
        Notes: row.GetString(2),
        Priority: row.GetInt32(3),
        State: SweepStateNames.Parse(row.GetString(4)),
        SpecJson: row.GetString(5),
        Questions: row.GetInt32(6),
        Answered: row.GetInt32(7),
        Failed: row.GetInt32(8),
        Planned: row.GetInt64(9),
        Done: row.GetInt64(10),
        Quarantined: row.GetInt64(11),
        Running: row.GetInt32(12),
        SecondsLeft: row.GetDouble(13),
        CreatedAt: row.Time(14),
        FinishedAt: row.IsDBNull(15) ? null : row.Time(15));
}
