using System.Data.Common;
using System.Text.Json;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage;

/// <summary>What is kept of a question, by its row number, inside the caller's transaction.</summary>
internal static class SqlQuestions
{
    public static async Task SaveCellsAsync(
        DbConnection connection, long question, CurveSpec curve, IReadOnlyList<WidthCount> cells, CancellationToken cancellationToken)
    {
        await using var removal = connection.CreateCommand("DELETE FROM question_cell WHERE question_key = @question");
        removal.Add("question", question);
        await removal.ExecuteNonQueryAsync(cancellationToken);

        var keys = await SqlKeys.CellKeysAsync(connection, curve, cells.Select(cell => cell.Width), cancellationToken);
        await using var command = connection.CreateCommand(
            "INSERT INTO question_cell (question_key, ordinal, cell_key, trials) VALUES (@question, @ordinal, @cell, @trials)");
        foreach (var (ordinal, cell) in cells.Index())
        {
            command.Parameters.Clear();
            command.Add("question", question);
            command.Add("ordinal", ordinal);
            command.Add("cell", keys[cell.Width]);
            command.Add("trials", cell.Trials);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public static async Task SaveDecisionsAsync(
        DbConnection connection, long question, IReadOnlyList<string> decisions, CancellationToken cancellationToken)
    {
        await using var removal = connection.CreateCommand(
            "DELETE FROM decision WHERE question_key = @question AND ordinal >= @count");
        removal.Add("question", question);
        removal.Add("count", decisions.Count);
        await removal.ExecuteNonQueryAsync(cancellationToken);

        // The log grows by a line a launch and is handed over whole, so most lines are there already.
        await using var reading = connection.CreateCommand("SELECT json FROM decision WHERE question_key = @question ORDER BY ordinal");
        reading.Add("question", question);
        var stored = await reading.TextsAsync(cancellationToken);
        await using var command = connection.CreateCommand(
            """
            INSERT INTO decision (question_key, ordinal, json) VALUES (@question, @ordinal, @json)
            ON CONFLICT (question_key, ordinal) DO UPDATE SET json = excluded.json
            """);
        foreach (var (ordinal, json) in decisions.Index().Where(line => line.Index >= stored.Count || stored[line.Index] != line.Item))
        {
            command.Parameters.Clear();
            command.Add("question", question);
            command.Add("ordinal", ordinal);
            command.Add("json", json);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <param name="now">The time, as the database takes it.</param>
    public static async Task SaveAnswerAsync(
        DbConnection connection, long question, string status, string answerJson, object now, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            """
            UPDATE question
            SET status = @status, answer_json = @answer, answer_spec_json = @spec, smallest_json = @smallest, finished_at = @now
            WHERE question_key = @question
            """);
        using var document = JsonDocument.Parse(answerJson);
        command.Add("question", question);
        command.Add("status", status);
        command.Add("answer", answerJson);
        command.Add("spec", Part(document, "spec"));
        command.Add("smallest", Part(document, "smallest"));
        command.Add("now", now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static void ThrowIfNoJson(string text, string parameter)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
        }
        catch (JsonException problem)
        {
            throw new ArgumentException($"Not JSON: '{text}'.", parameter, problem);
        }
    }

    /// <summary>A property as it is written; null where there is none.</summary>
    private static string? Part(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var part)
            ? part.GetRawText()
            : null;
}
