using System.Globalization;
using Npgsql;
using OverparamBounds.Faults.Audits;

namespace OverparamBounds.Faults.Scenes;

/// <summary>How far the queue is.</summary>
/// <param name="AtWork">Sweeps that are running, paused or stopping.</param>
/// <param name="Done">Trainings in blocks that are done.</param>
internal sealed record QueueProgress(int AtWork, long Done);

/// <summary>A block that a process holds.</summary>
internal sealed record HeldLease(long Block, long Question, long Token, long? Cell, int FirstSeed, int SeedCount);

/// <summary>Looks at the tables from outside, by SQL of its own. Where the server is away it says nothing (null).</summary>
internal sealed class QueueProbe(string url) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(ConnectionString(url));

    public Task<QueueProgress?> ProgressAsync(CancellationToken cancellationToken) => AskAsync(
        """
        SELECT
            (SELECT count(*) FROM sweep WHERE state IN ('running', 'paused', 'stopping')),
            (SELECT coalesce(sum(seed_count), 0) FROM block WHERE kind = 'train' AND state = 'done')
        """,
        row => new QueueProgress((int)row.GetInt64(0), row.GetInt64(1)),
        cancellationToken);

    /// <summary>How many of some processes have registered and are heard.</summary>
    public async Task<int> UpAsync(IEnumerable<int> processes, CancellationToken cancellationToken) => (int)(await CountAsync(
        $"SELECT count(*) FROM worker WHERE is_alive AND last_seen > clock_timestamp() - interval '2 seconds' AND process_id IN ({string.Join(", ", processes)})",
        cancellationToken) ?? 0);

    /// <summary>What a process holds now; null where nothing.</summary>
    public Task<HeldLease?> HeldAsync(int processId, CancellationToken cancellationToken) => AskAsync(
        string.Create(CultureInfo.InvariantCulture, $"""
        SELECT block_key, question_key, lease, cell_key, coalesce(first_seed, 0), coalesce(seed_count, 0)
        FROM block
        JOIN worker USING (worker_key)
        WHERE block.state = 'leased' AND process_id = {processId}
        LIMIT 1
        """),
        row => new HeldLease(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt64(3), row.GetInt32(4), row.GetInt32(5)),
        cancellationToken);

    /// <summary>A block as it is now, for messages.</summary>
    public async Task<string> DescribeAsync(HeldLease held, CancellationToken cancellationToken) => (await AskAsync(
        string.Create(CultureInfo.InvariantCulture, $"SELECT block::text FROM block WHERE block_key = {held.Block}"),
        row => row.GetString(0),
        cancellationToken) ?? "no such block") + $", held as {held}";

    /// <summary>Whether what was held is no longer held under that lease.</summary>
    public async Task<bool> IsFreedAsync(HeldLease held, CancellationToken cancellationToken) => await CountAsync(
        string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM block WHERE block_key = {held.Block} AND lease = {held.Token} AND state = 'leased'"),
        cancellationToken) == 0;

    /// <summary>Whether somebody else works on what was held, or has done it; its parts count where it was split.</summary>
    public async Task<bool> IsTakenUpAsync(HeldLease held, CancellationToken cancellationToken) => await AskAsync(
        string.Create(CultureInfo.InvariantCulture, $"""
        SELECT
            coalesce(bool_or(state = 'done' OR lease > {held.Token}) FILTER (WHERE block_key = {held.Block}), FALSE)
            OR coalesce(bool_or(lease > 0) FILTER (WHERE block_key <> {held.Block}), FALSE)
            OR coalesce(bool_and(state = 'done'), TRUE)
        FROM block
        WHERE block_key = {held.Block} OR (
            question_key = {held.Question} AND cell_key = {held.Cell ?? -1} AND seed_count = 1
            AND first_seed >= {held.FirstSeed} AND first_seed < {held.FirstSeed + held.SeedCount})
        """),
        row => new Answer<bool>(row.GetBoolean(0)),
        cancellationToken) is { Value: true };

    /// <summary>The local port of the connection that holds the leader's lock; null where nobody leads.</summary>
    public async Task<int?> LeaderPortAsync(CancellationToken cancellationToken) => (await AskAsync(
        """
        SELECT client_port
        FROM pg_stat_activity
        JOIN pg_locks USING (pid)
        WHERE application_name = 'overparam leader' AND locktype = 'advisory' AND granted
            AND pg_stat_activity.datname = current_database()
        LIMIT 1
        """,
        row => new Answer<int>(row.GetInt32(0)),
        cancellationToken))?.Value;

    public async Task<long?> CountAsync(string sql, CancellationToken cancellationToken) =>
        (await AskAsync($"SELECT ({sql})::bigint", row => new Answer<long>(row.GetInt64(0)), cancellationToken))?.Value;

    /// <summary>Every stored trial, a row each.</summary>
    public async Task<IReadOnlyList<StoredTrial>> TrialsAsync(CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand("SELECT cell.id, seed_index, digest FROM trial JOIN cell USING (cell_key)");
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var trials = new List<StoredTrial>();
        while (await row.ReadAsync(cancellationToken))
        {
            trials.Add(new(new(row.GetString(0), row.GetInt32(1)), row.GetString(2)));
        }

        return trials;
    }

    public async Task<bool> DoAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = _source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    public static string ConnectionString(string url, string? database = null)
    {
        var place = new Uri(url);
        var user = place.UserInfo.Split(':');
        return new NpgsqlConnectionStringBuilder
        {
            Host = place.Host,
            Port = place.Port,
            Username = user[0],
            Password = user[1],
            Database = database ?? place.AbsolutePath[1..],
            ApplicationName = "overparam faults",
            Timeout = 2,
            CommandTimeout = 10,
        }.ConnectionString;
    }

    private async Task<T?> AskAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            await using var command = _source.CreateCommand(sql);
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? read(row) : null;
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return null;
        }
    }

    private sealed record Answer<T>(T Value);
}
