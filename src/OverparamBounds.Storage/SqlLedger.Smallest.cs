using OverparamBounds.Core.Ledger;

namespace OverparamBounds.Storage;

/// <summary>The smallest sizes, from columns of their own: whole answers are long.</summary>
internal sealed partial class SqlLedger
{
    public Task<IReadOnlyList<StoredSmallest>> SmallestAsync(SmallestFilter filter, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<StoredSmallest>>(
            async connection =>
            {
                // The length is counted as the database counts it, so that a beginning is one whatever its letters.
                await using var command = connection.CreateCommand(
                    """
                    SELECT question.id, question.answer_spec_json, question.smallest_json
                    FROM question
                    JOIN curve ON curve.curve_key = question.curve_key
                    WHERE question.answer_json IS NOT NULL
                        AND (CAST(@task AS text) IS NULL OR substr(curve.task, 1, length(@task)) = @task)
                        AND (CAST(@architecture AS text) IS NULL OR substr(curve.architecture, 1, length(@architecture)) = @architecture)
                        AND (CAST(@optimizer AS text) IS NULL OR substr(curve.optimizer, 1, length(@optimizer)) = @optimizer)
                        AND (CAST(@status AS text) IS NULL OR question.status = @status)
                    ORDER BY question.created_at DESC, question.question_key DESC
                    """);
                command.Add("task", filter.Task);
                command.Add("architecture", filter.Architecture);
                command.Add("optimizer", filter.Optimizer);
                command.Add("status", filter.Status);
                var smallest = new List<StoredSmallest>();
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    smallest.Add(new(new(row.GetString(0)), SpecJson: row.TextOrNull(1), SmallestJson: row.TextOrNull(2)));
                }

                return smallest;
            },
            cancellationToken);
}
