using System.Data.Common;
using System.Text.Json.Nodes;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Queue;

/// <summary>The queue in a SQL database: what changes it here, what only looks in the other half.</summary>
internal sealed partial class SqlQueue(ISqlDatabase database, TimeProvider time) : IQueue
{
    /// <summary>Workers of one process announce themselves one by one: the first sweeps up after earlier processes.</summary>
    private static readonly SemaphoreSlim Registering = new(1);

    public async Task<QueuedSweep> SubmitAsync(Submission submission, CancellationToken cancellationToken)
    {
        SqlQuestions.ThrowIfNoJson(submission.SpecJson, nameof(submission));
        var writer = new SubmissionWriter(database, submission, database.TimeValue(time.GetUtcNow()));
        return await database.WriteAsync(
            async connection =>
            {
                await writer.WriteAsync(connection, cancellationToken);
                return await SweepAsync(connection, submission.Id, cancellationToken);
            },
            cancellationToken);
    }

    public Task<QueuedSweep> ChangeAsync(SweepId sweep, SweepCommand command, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async connection =>
            {
                var (key, state) = await LockAsync(connection, sweep, cancellationToken);
                var next = SweepCommands.Next(state, command) ?? throw new RequestException(Refusal(sweep, state));
                await SetStateAsync(connection, key, next, cancellationToken);
                if (next == SweepState.Running)
                {
                    await (command == SweepCommand.Retry
                        ? Reopening.OfAllAsync(connection, key, cancellationToken)
                        : Reopening.OfStoppedAsync(connection, key, cancellationToken));
                }

                await QueueSteps.AppendEventAsync(
                    connection,
                    database,
                    new($"sweep-{(command == SweepCommand.Retry ? "retried" : SweepStateNames.Name(next))}", new JsonObject(), Sweep: key),
                    cancellationToken);
                await QueueSteps.CloseSweepsAsync(connection, database, cancellationToken);
                return await SweepAsync(connection, sweep, cancellationToken);
            },
            cancellationToken);

    public Task<QueuedSweep> PrioritiseAsync(SweepId sweep, int priority, CancellationToken cancellationToken)
    {
        SubmissionWriter.ThrowIfNoPriority(priority);
        return database.WriteAsync(
            async connection =>
            {
                var (key, _) = await LockAsync(connection, sweep, cancellationToken);
                await using var command = connection.CreateCommand("UPDATE sweep SET priority = @priority WHERE sweep_key = @sweep");
                command.Add("priority", priority);
                command.Add("sweep", key);
                await command.ExecuteNonQueryAsync(cancellationToken);
                await QueueSteps.AppendEventAsync(
                    connection, database, new("sweep-prioritised", new JsonObject { ["priority"] = priority }, Sweep: key), cancellationToken);
                return await SweepAsync(connection, sweep, cancellationToken);
            },
            cancellationToken);
    }

    public async Task<IWorkerSession> RegisterAsync(WorkerInfo worker, CancellationToken cancellationToken)
    {
        await Registering.WaitAsync(cancellationToken);
        try
        {
            return await AnnounceAsync(worker, cancellationToken);
        }
        finally
        {
            Registering.Release();
        }
    }

    public async Task<IQueueLeader?> TryLeadAsync(CancellationToken cancellationToken) =>
        await database.Queue.TryLeadAsync(cancellationToken) is { } seat ? new SqlQueueLeader(database, seat) : null;

    private async Task<SqlWorkerSession> AnnounceAsync(WorkerInfo worker, CancellationToken cancellationToken)
    {
        var seat = await database.Queue.TakeSeatAsync(cancellationToken);
        try
        {
            var id = await database.WriteAsync(
                async connection =>
                {
                    if (seat.OthersAreGone)
                    {
                        await connection.ExecuteAsync("UPDATE worker SET is_alive = FALSE WHERE is_alive", cancellationToken);
                        await SqlQueueLeader.ReclaimAsync(connection, database, cancellationToken);
                    }

                    return await InsertAsync(connection, worker, cancellationToken);
                },
                cancellationToken);
            await seat.HoldAsync(id.Value, cancellationToken);
            return new SqlWorkerSession(database, time, seat, id, worker.DeviceClass);
        }
        catch
        {
            await seat.DisposeAsync();
            throw;
        }
    }

    private async Task<WorkerId> InsertAsync(DbConnection connection, WorkerInfo worker, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            $"""
            INSERT INTO worker (host, process_id, device, device_class, slots, build, is_alive, started_at, last_seen)
            VALUES (@host, @process, @device, @class, @slots, @build, TRUE, {database.Queue.Now}, {database.Queue.Now})
            RETURNING worker_key
            """);
        command.Add("host", worker.Host);
        command.Add("process", worker.ProcessId);
        command.Add("device", worker.Device);
        command.Add("class", worker.DeviceClass);
        command.Add("slots", worker.Slots);
        command.Add("build", worker.Build);
        return new((long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>The row number and the state of a sweep whose row other writers leave alone until this one is done.</summary>
    private async Task<SweepRow> LockAsync(DbConnection connection, SweepId sweep, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand($"SELECT sweep_key, state FROM sweep WHERE id = @id {database.RowLock}");
        command.Add("id", sweep.Value);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken)
            ? new(row.GetInt64(0), SweepStateNames.Parse(row.GetString(1)))
            : throw new ArgumentException($"The queue holds no sweep '{sweep}'. Submit it first.", nameof(sweep));
    }

    private async Task SetStateAsync(DbConnection connection, long sweep, SweepState state, CancellationToken cancellationToken)
    {
        var finished = state == SweepState.Cancelled ? database.Queue.Now : "NULL";
        await using var command = connection.CreateCommand($"UPDATE sweep SET state = @state, finished_at = {finished} WHERE sweep_key = @sweep");
        command.Add("state", SweepStateNames.Name(state));
        command.Add("sweep", sweep);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Refusal(SweepId sweep, SweepState state)
    {
        var open = SweepCommands.Open(state).Select(command => command.ToString().ToLowerInvariant()).ToList();
        return $"sweep {sweep}: is {SweepStateNames.Name(state)}; " +
            (open is [] ? "nothing can be asked of it any more." : $"only {string.Join(", ", open)} can be asked of it.");
    }

    private readonly record struct SweepRow(long Key, SweepState State);
}
