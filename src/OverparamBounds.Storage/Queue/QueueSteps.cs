using System.Data.Common;
using System.Text.Json.Nodes;

namespace OverparamBounds.Storage.Queue;

/// <summary>Steps that several changes of the queue share, inside the caller's transaction.</summary>
internal static class QueueSteps
{
    /// <summary>Statuses of answers that no further training changes; a list of SQL texts.</summary>
    public const string FinalStatuses = "'certified', 'aboveGrid'";

    /// <summary>Says in the lists of sweeps whether a question is open, after its decide block has changed.</summary>
    public static async Task MarkOpenAsync(DbConnection connection, long question, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            """
            UPDATE sweep_question
            SET is_open = EXISTS (
                SELECT 1
                FROM block
                WHERE block.question_key = sweep_question.question_key AND block.kind = 'decide' AND block.state IN ('ready', 'leased'))
            WHERE question_key = @question
            """);
        command.Add("question", question);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Closes the sweeps that ask a question, as far as all their questions are settled.</summary>
    /// <returns>How many were closed.</returns>
    public static async Task<int> CloseSweepsAsync(
        DbConnection connection, ISqlDatabase database, long question, CancellationToken cancellationToken)
    {
        // Whoever settles the last question but one is waited for here, so that one of the two sees all settled. Long
        // before the end nobody waits; should so many settle together after all, the leader closes the sweep.
        await using var command = connection.CreateCommand(
            $"""
            SELECT sweep_key
            FROM sweep
            WHERE sweep_key IN (SELECT sweep_key FROM sweep_question WHERE question_key = @question)
                AND state IN ('running', 'paused', 'stopping')
                AND (
                    SELECT COUNT(*)
                    FROM (SELECT 1 FROM sweep_question WHERE sweep_question.sweep_key = sweep.sweep_key AND is_open LIMIT 64) AS few) < 64
            ORDER BY sweep_key {database.RowLock}
            """);
        command.Add("question", question);
        return await CloseAsync(connection, database, await KeysAsync(command, cancellationToken), cancellationToken);
    }

    /// <summary>Closes all sweeps whose questions are all settled.</summary>
    /// <returns>How many were closed.</returns>
    public static async Task<int> CloseSweepsAsync(DbConnection connection, ISqlDatabase database, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"""
            SELECT sweep_key
            FROM sweep
            WHERE state IN ('running', 'paused', 'stopping')
                AND NOT EXISTS (SELECT 1 FROM sweep_question WHERE sweep_question.sweep_key = sweep.sweep_key AND is_open)
            ORDER BY sweep_key {database.RowLock}
            """);
        return await CloseAsync(connection, database, await KeysAsync(command, cancellationToken), cancellationToken);
    }

    public static async Task AppendEventAsync(
        DbConnection connection, ISqlDatabase database, QueueEvent happened, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"INSERT INTO event (sweep_key, question_key, kind, json, at) VALUES (@sweep, @question, @kind, @json, {database.Queue.Now})");
        command.AddKey("sweep", happened.Sweep);
        command.AddKey("question", happened.Question);
        command.Add("kind", happened.Kind);
        command.Add("json", happened.Json.ToJsonString());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task<IReadOnlyList<long>> KeysAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var keys = new List<long>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            keys.Add(row.GetInt64(0));
        }

        return keys;
    }

    private static async Task<int> CloseAsync(
        DbConnection connection, ISqlDatabase database, IReadOnlyList<long> sweeps, CancellationToken cancellationToken)
    {
        var closed = 0;
        foreach (var sweep in sweeps)
        {
            await using var command = connection.CreateCommand(
                $"""
                UPDATE sweep
                SET finished_at = {database.Queue.Now},
                    state = CASE
                        WHEN state = 'stopping' THEN 'stopped'
                        WHEN EXISTS (
                            SELECT 1
                            FROM sweep_question
                            JOIN block ON block.question_key = sweep_question.question_key AND block.state = 'quarantined'
                            WHERE sweep_question.sweep_key = sweep.sweep_key) THEN 'failed'
                        ELSE 'finished'
                    END
                WHERE sweep_key = @sweep
                    AND state IN ('running', 'paused', 'stopping')
                    AND NOT EXISTS (SELECT 1 FROM sweep_question WHERE sweep_question.sweep_key = sweep.sweep_key AND is_open)
                RETURNING state
                """);
            command.Add("sweep", sweep);
            if (await command.ExecuteScalarAsync(cancellationToken) is string state)
            {
                closed++;
                await AppendEventAsync(connection, database, new($"sweep-{state}", [], Sweep: sweep), cancellationToken);
            }
        }

        return closed;
    }

    extension(DbCommand command)
    {
        /// <summary>A row number that may be missing.</summary>
        public void AddKey(string name, long? key)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.DbType = System.Data.DbType.Int64;
            parameter.Value = key is { } value ? value : DBNull.Value;
            command.Parameters.Add(parameter);
        }
    }
}

/// <summary>A line for the event log.</summary>
internal sealed record QueueEvent(string Kind, JsonObject Json, long? Sweep = null, long? Question = null);
