using System.Data.Common;
using System.Text.Json.Nodes;
using OverparamBounds.Core.Queue;

namespace OverparamBounds.Storage.Queue;

/// <summary>What becomes of a block that took its worker with it, or failed: again, then one by one, then left alone.</summary>
internal static class CrashRules
{
    /// <summary>Counts a crash of a block that the caller has locked, and takes it from its worker.</summary>
    public static async Task<CrashEffect> ApplyAsync(
        DbConnection connection, ISqlDatabase database, HeldBlock block, string problem, CancellationToken cancellationToken)
    {
        var crashes = block.Crashes + 1;
        if (block is { Kind: BlockKind.Train, SeedCount: > 1 } && crashes >= QueueTimes.SplitCrashes)
        {
            await SplitAsync(connection, database, block, problem, cancellationToken);
            return CrashEffect.Split;
        }

        var isLast = block switch
        {
            { Kind: BlockKind.Decide } => crashes >= QueueTimes.MostDecisionCrashes,
            { SeedCount: > 1 } => false,
            _ => crashes >= QueueTimes.MostCrashes,
        };
        await using var command = connection.CreateCommand(
            "UPDATE block SET state = @state, worker_key = NULL, crashes = @crashes, problem = @problem WHERE block_key = @block");
        command.Add("block", block.Key);
        command.Add("state", isLast ? "quarantined" : "ready");
        command.Add("crashes", crashes);
        command.Add("problem", problem);
        await command.ExecuteNonQueryAsync(cancellationToken);
        if (!isLast)
        {
            return CrashEffect.Again;
        }

        await LeaveAloneAsync(connection, database, block, problem, cancellationToken);
        return CrashEffect.Quarantined;
    }

    /// <summary>Logs a quarantined block and settles the question whose decide block it is.</summary>
    /// <returns>How many sweeps were closed.</returns>
    public static async Task<int> LeaveAloneAsync(
        DbConnection connection, ISqlDatabase database, HeldBlock block, string problem, CancellationToken cancellationToken)
    {
        var json = new JsonObject { ["block"] = block.Key, ["problem"] = problem };
        if (block.Kind == BlockKind.Train)
        {
            json["width"] = await WidthAsync(connection, block.Cell!.Value, cancellationToken);
            json["seedIndex"] = block.FirstSeed;
        }

        await QueueSteps.AppendEventAsync(
            connection, database, new($"{(block.Kind == BlockKind.Train ? "trial" : "question")}-quarantined", json, Question: block.Question), cancellationToken);
        if (block.Kind == BlockKind.Train)
        {
            return 0;
        }

        await QueueSteps.MarkOpenAsync(connection, block.Question, cancellationToken);
        return await QueueSteps.CloseSweepsAsync(connection, database, block.Question, cancellationToken);
    }

    /// <summary>A block a seed in place of the block; what is stored already is done.</summary>
    private static async Task SplitAsync(
        DbConnection connection, ISqlDatabase database, HeldBlock block, string problem, CancellationToken cancellationToken)
    {
        await using var reading = connection.CreateCommand(
            "SELECT seed_index FROM trial WHERE cell_key = @cell AND seed_index >= @first AND seed_index < @end");
        reading.Add("cell", block.Cell!.Value);
        reading.Add("first", block.FirstSeed);
        reading.Add("end", block.FirstSeed + block.SeedCount);
        var stored = new HashSet<int>();
        await using (var row = await reading.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                stored.Add(row.GetInt32(0));
            }
        }

        await using var removal = connection.CreateCommand("DELETE FROM block WHERE block_key = @block");
        removal.Add("block", block.Key);
        await removal.ExecuteNonQueryAsync(cancellationToken);

        // They count as lost: what stands between a question and its answer goes first.
        await using var command = connection.CreateCommand(
            $"""
            INSERT INTO block (
                question_key, kind, device_class, round, cell_key, first_seed, seed_count, cost_seconds, state, claimed_at, problem)
            VALUES (@question, 'train', @class, @round, @cell, @seed, 1, @cost, @state, {database.Queue.Now}, @problem)
            """);
        foreach (var seed in Enumerable.Range(block.FirstSeed, block.SeedCount))
        {
            command.Parameters.Clear();
            command.Add("question", block.Question);
            command.Add("class", block.DeviceClass);
            command.Add("round", block.Round);
            command.Add("cell", block.Cell!.Value);
            command.Add("seed", seed);
            command.Add("cost", block.CostSeconds / block.SeedCount);
            command.Add("state", stored.Contains(seed) ? "done" : "ready");
            command.Add("problem", problem);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<int> WidthAsync(DbConnection connection, long cell, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand("SELECT width FROM cell WHERE cell_key = @cell");
        command.Add("cell", cell);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return row.GetInt32(0);
    }
}

internal enum CrashEffect
{
    Again,
    Split,
    Quarantined,
}
