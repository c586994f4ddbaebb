using System.Data.Common;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;
using OverparamBounds.Storage.Queue;

namespace OverparamBounds.Storage;

/// <summary>The ledger in a SQL database: questions here, trials in the other half.</summary>
internal sealed partial class SqlLedger(ISqlDatabase database, TimeProvider time) : ILedger
{
    private const string Open = "open";

    public IQueue Queue { get; } = new SqlQueue(database, time);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    public Task<StoredQuestion> OpenQuestionAsync(FindSpec spec, string dataDigest, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    """
                    INSERT INTO question (
                        id, curve_key, success, confidence, ratio, min_width, max_width, lanes, max_trainings,
                        grid_widths, grid_seeds, spec_json, data_digest, status, created_at)
                    VALUES (
                        @id, @curve, @success, @confidence, @ratio, @minWidth, @maxWidth, @lanes, @maxTrainings,
                        @gridWidths, @gridSeeds, @spec, @data, @status, @now)
                    ON CONFLICT DO NOTHING
                    """);
                command.Add("id", spec.Id.Value);
                command.Add("curve", await SqlKeys.CurveKeyAsync(connection, spec.Curve, cancellationToken));
                command.Add("success", spec.Success);
                command.Add("confidence", spec.Confidence);
                command.Add("ratio", spec.Ratio);
                command.Add("minWidth", spec.MinWidth);
                command.Add("maxWidth", spec.MaxWidth);
                command.Add("lanes", spec.Lanes);
                command.Add("maxTrainings", spec.MaxTrainings);
                command.Add("gridWidths", spec.Grid is { } grid ? string.Join('+', grid.Widths) : null);
                command.Add("gridSeeds", spec.Grid?.Seeds);
                command.Add("spec", SpecJson.Write(spec));
                command.Add("data", dataDigest);
                command.Add("status", Open);
                command.Add("now", Now());
                await command.ExecuteNonQueryAsync(cancellationToken);
                return await QuestionAsync(connection, spec.Id.Value, cancellationToken);
            },
            cancellationToken);

    public Task SaveQuestionCellsAsync(
        QuestionId question, CurveSpec curve, IReadOnlyList<WidthCount> cells, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                var questionKey = await QuestionKeyAsync(connection, question, cancellationToken);
                await SqlQuestions.SaveCellsAsync(connection, questionKey, curve, cells, cancellationToken);
                return true;
            },
            cancellationToken);

    public Task SaveDecisionsAsync(QuestionId question, IReadOnlyList<string> decisions, CancellationToken cancellationToken)
    {
        foreach (var decision in decisions)
        {
            SqlQuestions.ThrowIfNoJson(decision, nameof(decisions));
        }

        return database.WriteAsync(
            async connection =>
            {
                var questionKey = await QuestionKeyAsync(connection, question, cancellationToken);
                await SqlQuestions.SaveDecisionsAsync(connection, questionKey, decisions, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public Task AppendEventAsync(QuestionId question, string kind, string json, CancellationToken cancellationToken)
    {
        SqlQuestions.ThrowIfNoJson(json, nameof(json));
        return database.WriteAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    "INSERT INTO event (question_key, kind, json, at) VALUES (@question, @kind, @json, @now)");
                command.Add("question", await QuestionKeyAsync(connection, question, cancellationToken));
                command.Add("kind", kind);
                command.Add("json", json);
                command.Add("now", Now());
                return await command.ExecuteNonQueryAsync(cancellationToken);
            },
            cancellationToken);
    }

    public Task SaveAnswerAsync(QuestionId question, string status, string answerJson, CancellationToken cancellationToken)
    {
        SqlQuestions.ThrowIfNoJson(answerJson, nameof(answerJson));
        return database.WriteAsync(
            async connection =>
            {
                var questionKey = await QuestionKeyAsync(connection, question, cancellationToken);
                await SqlQuestions.SaveAnswerAsync(connection, questionKey, status, answerJson, Now(), cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<StoredQuestion>> QuestionsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredQuestion>>(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    """
                    SELECT id, spec_json, status, answer_json, data_digest, created_at, finished_at
                    FROM question
                    ORDER BY created_at DESC, question_key DESC
                    """);
                var questions = new List<StoredQuestion>();
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    questions.Add(ReadQuestion(row));
                }

                return questions;
            },
            cancellationToken);

    public Task<StoredQuestion?> FindQuestionAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        var prefix = new IdPrefix("question", idOrPrefix);
        return database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    "SELECT id FROM question WHERE id >= @first AND id < @end ORDER BY id LIMIT @limit");
                command.Add("first", prefix.First);
                command.Add("end", prefix.End);
                command.Add("limit", IdPrefix.MostListed + 1);
                return prefix.Single(await command.TextsAsync(cancellationToken)) is { } id
                    ? await QuestionAsync(connection, id, cancellationToken)
                    : null;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<string>> DecisionsAsync(QuestionId question, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    "SELECT json FROM decision JOIN question USING (question_key) WHERE question.id = @question ORDER BY ordinal");
                command.Add("question", question.Value);
                return await command.TextsAsync(cancellationToken);
            },
            cancellationToken);

    public Task<IReadOnlyList<StoredEvent>> EventsAsync(QuestionId? question, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredEvent>>(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    """
                    SELECT question.id, event.kind, event.json, event.at
                    FROM event
                    LEFT JOIN question USING (question_key)
                    WHERE CAST(@question AS text) IS NULL
                        OR question.id = @question
                        OR event.cell_key IN (
                            SELECT question_cell.cell_key
                            FROM question_cell
                            JOIN question AS owner USING (question_key)
                            WHERE owner.id = @question)
                    ORDER BY event.event_key
                    """);
                command.Add("question", question?.Value);
                var events = new List<StoredEvent>();
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    events.Add(new(
                        Question: row.TextOrNull(0) is { } id ? new QuestionId(id) : null,
                        Kind: row.GetString(1),
                        Json: row.GetString(2),
                        At: row.Time(3)));
                }

                return events;
            },
            cancellationToken);

    public Task<LedgerStatus> StatusAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    """
                    SELECT
                        (SELECT COUNT(*) FROM question),
                        (SELECT COUNT(*) FROM sweep),
                        (SELECT COUNT(*) FROM cell),
                        (SELECT COUNT(*) FROM trial),
                        (SELECT COUNT(*) FROM event)
                    """);
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                await row.ReadAsync(cancellationToken);
                return new LedgerStatus(
                    Database: database.Name,
                    SchemaVersion: database.SchemaVersion,
                    Questions: row.GetInt64(0),
                    Sweeps: row.GetInt64(1),
                    Cells: row.GetInt64(2),
                    Trials: row.GetInt64(3),
                    Events: row.GetInt64(4));
            },
            cancellationToken);

    private static async Task<StoredQuestion> QuestionAsync(DbConnection connection, string id, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            "SELECT id, spec_json, status, answer_json, data_digest, created_at, finished_at FROM question WHERE id = @id");
        command.Add("id", id);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return ReadQuestion(row);
    }

    private static StoredQuestion ReadQuestion(DbDataReader row) => new(
        Id: new(row.GetString(0)),
        Spec: SpecJson.Read(row.GetString(1)),
        Status: row.GetString(2),
        AnswerJson: row.TextOrNull(3),
        DataDigest: row.GetString(4),
        CreatedAt: row.Time(5),
        FinishedAt: row.IsDBNull(6) ? null : row.Time(6));

    /// <summary>The row number of a question whose row other writers leave alone until this one is done.</summary>
    private async Task<long> QuestionKeyAsync(DbConnection connection, QuestionId question, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand($"SELECT question_key FROM question WHERE id = @id {database.RowLock}");
        command.Add("id", question.Value);
        return await command.ExecuteScalarAsync(cancellationToken) is long key
            ? key
            : throw new ArgumentException($"The ledger holds no question '{question}'. Open it first.", nameof(question));
    }

    private object Now() => database.TimeValue(time.GetUtcNow());
}
