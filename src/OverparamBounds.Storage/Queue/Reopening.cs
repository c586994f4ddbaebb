using System.Data.Common;

namespace OverparamBounds.Storage.Queue;

/// <summary>Asks settled questions of a sweep again, inside the caller's transaction.</summary>
internal static class Reopening
{
    private const string WasStopped =
        $"""
        block.is_stopping AND EXISTS (
            SELECT 1 FROM question
            WHERE question.question_key = block.question_key AND question.status NOT IN ({QueueSteps.FinalStatuses}))
        """;

    private const string OfThisSweep = "block.question_key IN (SELECT question_key FROM sweep_question WHERE sweep_key = @sweep)";

    /// <summary>Questions that were answered with what was known when a sweep was stopped.</summary>
    public static async Task OfStoppedAsync(DbConnection connection, long sweep, CancellationToken cancellationToken)
    {
        await RunAsync(connection, DecideAgain(WasStopped), sweep, cancellationToken);
        await MarkOpenAsync(connection, sweep, cancellationToken);
    }

    /// <summary>The same, and what failed: blocks that were left alone, and the decisions of their questions.</summary>
    public static async Task OfAllAsync(DbConnection connection, long sweep, CancellationToken cancellationToken)
    {
        await RunAsync(
            connection,
            DecideAgain(
                $"""
                ({WasStopped}) OR EXISTS (
                    SELECT 1 FROM block AS train
                    WHERE train.question_key = block.question_key AND train.kind = 'train' AND train.state = 'quarantined')
                """),
            sweep,
            cancellationToken);
        await RunAsync(
            connection,
            $"""
            UPDATE block
            SET state = 'ready', crashes = 0, problem = NULL, claimed_at = NULL, finished_at = NULL, is_stopping = FALSE
            WHERE state = 'quarantined' AND {OfThisSweep}
            """,
            sweep,
            cancellationToken);
        await MarkOpenAsync(connection, sweep, cancellationToken);
    }

    private static string DecideAgain(string condition) =>
        $"""
        UPDATE block
        SET state = 'ready', crashes = 0, problem = NULL, claimed_at = NULL, finished_at = NULL, is_stopping = FALSE
        WHERE kind = 'decide' AND state = 'done' AND {OfThisSweep} AND ({condition})
        """;

    private static Task MarkOpenAsync(DbConnection connection, long sweep, CancellationToken cancellationToken) => RunAsync(
        connection,
        """
        UPDATE sweep_question
        SET is_open = TRUE
        WHERE NOT is_open
            AND question_key IN (
                SELECT block.question_key
                FROM sweep_question AS asked
                JOIN block ON block.question_key = asked.question_key
                WHERE asked.sweep_key = @sweep AND block.kind = 'decide' AND block.state IN ('ready', 'leased'))
        """,
        sweep,
        cancellationToken);

    private static async Task RunAsync(DbConnection connection, string sql, long sweep, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(sql);
        command.Add("sweep", sweep);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
