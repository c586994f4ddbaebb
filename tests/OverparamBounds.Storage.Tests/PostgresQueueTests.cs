using System.Globalization;
using OverparamBounds.Core.Queue;
using OverparamBounds.Testing;

namespace OverparamBounds.Storage.Tests;

public sealed class PostgresQueueTests(PostgresFixture fixture) : QueueContract, IClassFixture<PostgresFixture>, IAsyncLifetime
{
    protected override string Location => fixture.Url;

    public async ValueTask InitializeAsync() => await fixture.EmptyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_worker_whose_process_is_gone_is_found_out_once_it_is_silent_and_one_that_comes_back_in_time_is_not()
    {
        await using var ledger = await OpenAsync();
        await ledger.Queue.SubmitAsync(QueueSample.Sweep("a", QueueSample.Grid(1, [4], 10, 5)), Token);
        await using var gone = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await using var back = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await using var leader = await ledger.Queue.TryLeadAsync(Token);
        var (lost, kept) = ((await gone.ClaimAsync(Token))!, (await back.ClaimAsync(Token))!);
        Assert.Equal(2, await CutAsync("overparam worker"));

        // Within the grace nobody is given up, and one of the two takes its lock again.
        Assert.Equal(new(0, 0, 0, 0, 0), await leader!.ReconcileAsync(Token));
        Assert.True((await back.BeatAsync([kept.Lease], Token)).IsKnown);
        await SilenceAsync(gone.Id, QueueTimes.SilenceSeconds + 1);
        await SilenceAsync(back.Id, QueueTimes.SilenceSeconds + 1);
        var mended = await leader.ReconcileAsync(Token);

        Assert.Equal(new(Dead: 1, Reclaimed: 1, Split: 0, Quarantined: 0, Closed: 0), mended);
        Assert.False((await gone.BeatAsync([lost.Lease], Token)).IsKnown);
        Assert.Empty((await back.BeatAsync([kept.Lease], Token)).Lost);
        Assert.True((await back.DoAsync(kept, Token)).Accepted);
    }

    [Fact]
    public async Task A_leader_whose_connection_is_cut_learns_it_and_another_can_lead()
    {
        await using var ledger = await OpenAsync();
        await using var leader = await ledger.Queue.TryLeadAsync(Token);
        Assert.Equal(1, await CutAsync("overparam leader"));

        await using var next = await ledger.Queue.TryLeadAsync(Token);

        Assert.NotNull(next);
        await Assert.ThrowsAsync<IOException>(() => leader!.ReconcileAsync(Token));
        await next.ReconcileAsync(Token);
    }

    [Fact]
    public async Task Workers_of_two_ledgers_in_one_database_have_locks_of_their_own()
    {
        await fixture.ExecuteAsync("DROP SCHEMA IF EXISTS second CASCADE; CREATE SCHEMA second", Token);
        await using var ledger = await OpenAsync();
        await using var other = await StorageBackend.OpenAsync($"{fixture.Url}?search_path=second", OpenMode.Create, Time, Token);
        await using var first = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await using var second = await other.Queue.RegisterAsync(QueueSample.Worker, Token);

        await using var leader = await ledger.Queue.TryLeadAsync(Token);
        await using var otherLeader = await other.Queue.TryLeadAsync(Token);

        Assert.Equal(first.Id, second.Id);
        Assert.NotNull(leader);
        Assert.NotNull(otherLeader);
        Assert.Equal(["2"], await RowsAsync("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 1 AND objsubid = 2 AND granted"));
    }

    [Fact]
    public async Task Leaving_is_quiet_where_the_connections_are_cut()
    {
        await using var ledger = await OpenAsync();
        var session = await ledger.Queue.RegisterAsync(QueueSample.Worker, Token);
        await fixture.ExecuteAsync("ALTER TABLE worker RENAME TO away", Token);
        await CutAsync("overparam worker");

        await session.DisposeAsync();

        Assert.Equal(["0"], await RowsAsync("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'overparam worker' AND datname = current_database()"));
    }

    [Fact]
    public async Task A_ledger_of_the_first_script_is_brought_up_to_date_with_all_it_holds()
    {
        var script = await File.ReadAllTextAsync(RepositoryRoot.File("db", "postgres", "0001_create_ledger.sql"), Token);
        await fixture.ExecuteAsync(
            $"{script}; CREATE TABLE schema_version (schemaversionsid serial PRIMARY KEY, scriptname varchar(255) NOT NULL, applied timestamp NOT NULL);" +
            "INSERT INTO schema_version (scriptname, applied) VALUES ('postgres/0001_create_ledger.sql', now());" +
            FirstLedger.Rows,
            Token);

        await FirstLedger.CheckAsync(await OpenAsync(), RowsAsync, Token);
    }

    private async Task<int> CutAsync(string role) => (await RowsAsync(
        $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '{role}' AND datname = current_database()")).Count;

    protected override Task<IReadOnlyList<string>> RowsAsync(string sql) => fixture.RowsAsync(sql, Token);

    protected override Task SilenceAsync(WorkerId worker, double seconds) => fixture.ExecuteAsync(
        string.Create(CultureInfo.InvariantCulture, $"UPDATE worker SET last_seen = clock_timestamp() - interval '{seconds} seconds' WHERE worker_key = {worker.Value}"),
        Token);
}
