using System.Data.Common;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Queue;

/// <summary>What a worker writes under a lease: all of it with the check that the lease stands, or nothing.</summary>
internal sealed partial class SqlWorkerSession
{
    public Task<FlushOutcome> FlushAsync(BlockLease lease, TrialFlush flush, bool isLast, CancellationToken cancellationToken)
    {
        foreach (var result in flush.Results)
        {
            SqlLedger.ThrowIfForeign(flush.Curve, result);
        }

        return database.WriteAsync(
            async connection =>
            {
                if (await HoldAsync(connection, lease, BlockKind.Train, cancellationToken) is not { } block)
                {
                    return await CompareAsync(connection, flush.Results, cancellationToken);
                }

                var added = flush.Results is []
                    ? 0
                    : await database.StoreAsync(connection, new(flush.Curve, flush.Results, Now()), cancellationToken);
                if (isLast)
                {
                    await EndAsync(connection, block, cancellationToken);
                }

                return new FlushOutcome(Accepted: true, added, Agreeing: 0, Differing: 0);
            },
            cancellationToken);
    }

    public Task<bool> ReleaseAsync(BlockLease lease, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => ReleaseAsync(connection, lease, cancellationToken), cancellationToken);

    public Task<bool> FailAsync(BlockLease lease, string message, CancellationToken cancellationToken) => database.WriteAsync(
        async connection =>
        {
            if (await HeldBlock.LockAsync(connection, database, id, lease, cancellationToken) is not { } block)
            {
                return false;
            }

            await CrashRules.ApplyAsync(connection, database, block, message, cancellationToken);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<QuarantinedRange>> QuarantinedAsync(BlockLease lease, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<QuarantinedRange>>(
            async connection =>
            {
                await using var command = connection.CreateCommand(
                    """
                    SELECT cell.width, block.first_seed, block.seed_count, block.problem
                    FROM block
                    JOIN cell ON cell.cell_key = block.cell_key
                    WHERE block.state = 'quarantined'
                        AND block.question_key = (SELECT held.question_key FROM block AS held WHERE held.block_key = @block)
                    ORDER BY cell.width, block.first_seed
                    """);
                command.Add("block", lease.Block);
                var ranges = new List<QuarantinedRange>();
                await using var row = await command.ExecuteReaderAsync(cancellationToken);
                while (await row.ReadAsync(cancellationToken))
                {
                    ranges.Add(new(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.TextOrNull(3) ?? string.Empty));
                }

                return ranges;
            },
            cancellationToken);

    public Task<bool> PlanAsync(
        BlockLease lease, IReadOnlyList<PlannedBlock> blocks, IReadOnlyList<string> decisions, CancellationToken cancellationToken)
    {
        foreach (var decision in decisions)
        {
            SqlQuestions.ThrowIfNoJson(decision, nameof(decisions));
        }

        return database.WriteAsync(
            async connection =>
            {
                if (await HoldAsync(connection, lease, BlockKind.Decide, cancellationToken) is not { } block)
                {
                    return false;
                }

                var curve = await CurveAsync(connection, block.Question, cancellationToken);
                var cells = await SqlKeys.CellKeysAsync(connection, curve, blocks.Select(planned => planned.Width), cancellationToken);
                await database.Queue.FillAsync(
                    connection,
                    "block",
                    ["question_key", "kind", "device_class", "round", "cell_key", "first_seed", "seed_count", "cost_seconds", "state"],
                    blocks.Select(planned => new object?[]
                    {
                        block.Question, "train", block.DeviceClass, block.Round + 1, cells[planned.Width],
                        planned.FirstSeed, planned.Count, planned.CostSeconds, "ready",
                    }),
                    cancellationToken);
                await SqlQuestions.SaveDecisionsAsync(connection, block.Question, decisions, cancellationToken);
                await using var command = connection.CreateCommand(
                    """
                    UPDATE block
                    SET state = 'ready', worker_key = NULL, claimed_at = NULL, crashes = 0, problem = NULL, round = round + 1
                    WHERE block_key = @block
                    """);
                command.Add("block", block.Key);
                await command.ExecuteNonQueryAsync(cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> AnswerAsync(BlockLease lease, QuestionAnswer answer, CancellationToken cancellationToken)
    {
        SqlQuestions.ThrowIfNoJson(answer.Json, nameof(answer));
        foreach (var decision in answer.Decisions)
        {
            SqlQuestions.ThrowIfNoJson(decision, nameof(answer));
        }

        return database.WriteAsync(
            async connection =>
            {
                if (await HoldAsync(connection, lease, BlockKind.Decide, cancellationToken) is not { } block)
                {
                    return false;
                }

                if (block.IsStopping
                    ? answer.Status is not ("certified" or "aboveGrid") && await IsAskedAgainAsync(connection, block.Question, cancellationToken)
                    : !await IsTrainedAsync(connection, block.Question, isStopping: false, cancellationToken))
                {
                    // While it was thought about, a sweep that runs has come to want more than what is known, or somebody
                    // tries again what had failed: it is decided anew.
                    return await ReleaseAsync(connection, lease, cancellationToken);
                }

                var curve = await CurveAsync(connection, block.Question, cancellationToken);
                await SqlQuestions.SaveAnswerAsync(connection, block.Question, answer.Status, answer.Json, Now(), cancellationToken);
                await SqlQuestions.SaveCellsAsync(connection, block.Question, curve, answer.Cells, cancellationToken);
                await SqlQuestions.SaveDecisionsAsync(connection, block.Question, answer.Decisions, cancellationToken);
                await EndAsync(connection, block, cancellationToken);
                await using var removal = connection.CreateCommand(
                    "DELETE FROM block WHERE question_key = @question AND kind = 'train' AND state = 'ready'");
                removal.Add("question", block.Question);
                await removal.ExecuteNonQueryAsync(cancellationToken);
                await QueueSteps.MarkOpenAsync(connection, block.Question, cancellationToken);
                await QueueSteps.CloseSweepsAsync(connection, database, block.Question, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> GiveUpAsync(BlockLease lease, string reason, CancellationToken cancellationToken) => database.WriteAsync(
        async connection =>
        {
            if (await HoldAsync(connection, lease, BlockKind.Decide, cancellationToken) is not { } block)
            {
                return false;
            }

            await using var command = connection.CreateCommand(
                "UPDATE block SET state = 'quarantined', worker_key = NULL, problem = @problem WHERE block_key = @block");
            command.Add("block", block.Key);
            command.Add("problem", reason);
            await command.ExecuteNonQueryAsync(cancellationToken);
            await CrashRules.LeaveAloneAsync(connection, database, block, reason, cancellationToken);
            return true;
        },
        cancellationToken);

    /// <summary>The block under the lease; null where the lease is gone.</summary>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    private async Task<HeldBlock?> HoldAsync(
        DbConnection connection, BlockLease lease, BlockKind kind, CancellationToken cancellationToken)
    {
        var block = await HeldBlock.LockAsync(connection, database, id, lease, cancellationToken);
        return block is null || block.Kind == kind
            ? block
            : throw new ArgumentException($"Block {block.Key} is of kind {block.Kind}, not {kind}.", nameof(lease));
    }

    private async Task<bool> ReleaseAsync(DbConnection connection, BlockLease lease, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            """
            UPDATE block SET state = 'ready', worker_key = NULL
            WHERE block_key = @block AND lease = @lease AND worker_key = @worker AND state = 'leased'
            """);
        command.Add("block", lease.Block);
        command.Add("lease", lease.Token);
        command.Add("worker", id.Value);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private async Task EndAsync(DbConnection connection, HeldBlock block, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"UPDATE block SET state = 'done', worker_key = NULL, finished_at = {database.Queue.Now} WHERE block_key = @block");
        command.Add("block", block.Key);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<CurveSpec> CurveAsync(DbConnection connection, long question, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand("SELECT spec_json FROM question WHERE question_key = @question");
        command.Add("question", question);
        return SpecJson.Read((string)(await command.ExecuteScalarAsync(cancellationToken))!).Curve;
    }

    private static async Task<bool> IsAskedAgainAsync(DbConnection connection, long question, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            """
            SELECT COUNT(*)
            FROM sweep_question
            JOIN sweep ON sweep.sweep_key = sweep_question.sweep_key
            WHERE sweep_question.question_key = @question AND sweep.state = 'running'
            """);
        command.Add("question", question);
        return await command.ExecuteScalarAsync(cancellationToken) is not 0L;
    }

    private static async Task<FlushOutcome> CompareAsync(
        DbConnection connection, IReadOnlyList<TrialResult> results, CancellationToken cancellationToken)
    {
        var (agreeing, differing) = (0, 0);
        await using var command = connection.CreateCommand("SELECT digest FROM trial WHERE id = @id");
        foreach (var result in results)
        {
            command.Parameters.Clear();
            command.Add("id", result.Id.Value);
            if (await command.ExecuteScalarAsync(cancellationToken) is string digest)
            {
                agreeing += digest == result.Digest ? 1 : 0;
                differing += digest == result.Digest ? 0 : 1;
            }
        }

        return new(Accepted: false, Added: 0, agreeing, differing);
    }

    private object Now() => database.TimeValue(time.GetUtcNow());
}
