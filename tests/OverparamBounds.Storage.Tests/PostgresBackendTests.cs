using OverparamBounds.Core.Specs;
using OverparamBounds.Storage.Postgres;

namespace OverparamBounds.Storage.Tests;

public sealed class PostgresBackendTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    public static TheoryData<OpenMode> Modes => [.. Enum.GetValues<OpenMode>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Name => PostgresLocation.Parse(fixture.Url["postgres://".Length..]).Name;

    public async ValueTask InitializeAsync() => await fixture.EmptyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_wrong_password_is_refused_and_not_repeated(OpenMode mode)
    {
        var problem = await RefusalAsync(fixture.Cluster.Url("test_1", "pa%20ss%3Aw0rd"), mode);

        Assert.Contains(": the server refuses user 'overparam' (password authentication failed for user \"overparam\"). Check user and password;", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("w0rd", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_asks_for_a_password_is_named_where_none_is_given()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("PGPASSWORD") is { Length: > 0 }, "PGPASSWORD is set.");

        Assert.Contains(
            "the server asks user 'ada' for a password and none was given",
            await RefusalAsync(fixture.Url.Replace(new Uri(fixture.Url).UserInfo, "ada", StringComparison.Ordinal), OpenMode.Create),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_database_that_is_not_there_is_refused_and_not_made(OpenMode mode)
    {
        var url = fixture.Cluster.Url("no-such");

        var problem = await RefusalAsync(url, mode);

        Assert.Contains("/no-such: the server has no such database. Make it with 'createdb -h 127.0.0.1 -p ", problem, StringComparison.Ordinal);
        Assert.Equal(problem, await RefusalAsync(url, mode));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_place_where_no_server_answers_is_refused(OpenMode mode)
    {
        Assert.StartsWith(
            "postgres://ada@127.0.0.1:1/ledger: no server answers there (",
            await RefusalAsync("postgres://ada:secret@127.0.0.1:1/ledger", mode),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "postgres://ada@no-such-host.invalid:5432/ledger: no server answers there (",
            await RefusalAsync("postgres://ada:secret@no-such-host.invalid/ledger", mode),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_without_a_ledger_becomes_one_only_for_those_who_write()
    {
        Assert.StartsWith($"{Name}: holds no ledger.", await RefusalAsync(fixture.Url, OpenMode.Existing), StringComparison.Ordinal);
        Assert.Empty(await TablesAsync());

        await using (await StorageBackend.OpenAsync(fixture.Url, OpenMode.Create, TimeProvider.System, Token))
        {
        }

        await using var ledger = await StorageBackend.OpenAsync(fixture.Url, OpenMode.Existing, TimeProvider.System, Token);
        Assert.Equal(Name, (await ledger.StatusAsync(Token)).Database);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_database_of_another_program_is_refused_and_left_alone(OpenMode mode)
    {
        foreach (var table in new[] { "CREATE TABLE bookmark (url text)", "CREATE TABLE schema_version (scriptname text)" })
        {
            await fixture.EmptyAsync();
            await fixture.ExecuteAsync(table, Token);
            var before = await TablesAsync();

            Assert.StartsWith(
                $"{Name}: schema 'public' holds the tables of another program. Make a database of its own: 'createdb ",
                await RefusalAsync(fixture.Url, mode),
                StringComparison.Ordinal);
            Assert.Equal(before, await TablesAsync());
        }
    }

    [Fact]
    public async Task Another_schema_of_a_shared_database_can_hold_the_ledger()
    {
        await fixture.ExecuteAsync("CREATE TABLE bookmark (url text); DROP SCHEMA IF EXISTS nets CASCADE; CREATE SCHEMA nets", Token);

        await using var ledger = await StorageBackend.OpenAsync($"{fixture.Url}?search_path=nets", OpenMode.Create, TimeProvider.System, Token);
        await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, 5, 0, 3), Token);

        Assert.Equal(["3"], await fixture.RowsAsync("SELECT count(*) FROM nets.trial", Token));
        Assert.Equal(["bookmark"], await TablesAsync());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_ledger_of_a_newer_program_is_refused_and_left_alone(OpenMode mode)
    {
        await using (await StorageBackend.OpenAsync(fixture.Url, OpenMode.Create, TimeProvider.System, Token))
        {
        }

        var newer = PostgresSchema.Scripts.Newest + 1;
        await fixture.ExecuteAsync($"INSERT INTO schema_version (scriptname, applied) VALUES ('postgres/{newer:D4}_later.sql', now())", Token);

        Assert.StartsWith(
            $"{Name}: was written by a newer overparam (schema {newer}; this one knows {newer - 1}).",
            await RefusalAsync(fixture.Url, mode),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_fails_half_way_changes_nothing()
    {
        // As an old ledger whose journal knows no script of ours yet and in which a later table stands in the way.
        await using (await StorageBackend.OpenAsync(fixture.Url, OpenMode.Create, TimeProvider.System, Token))
        {
        }

        await fixture.ExecuteAsync(
            """
            DROP VIEW trial_result, smallest_trainable, sweep_progress, cell_success;
            DROP TABLE event, decision, question_cell, trial, block, worker, sweep_question, sweep, question, cell, curve;
            UPDATE schema_version SET scriptname = 'postgres/0000_before.sql'
            """,
            Token);

        Assert.Contains("relation \"engine_stamp\" already exists", await RefusalAsync(fixture.Url, OpenMode.Create), StringComparison.Ordinal);
        Assert.Equal(["engine_stamp", "schema_version"], await TablesAsync());
    }

    [Fact]
    public async Task A_user_who_may_not_make_tables_is_told_so()
    {
        await fixture.ExecuteAsync("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN PASSWORD 'gu3st'", Token);
        var url = fixture.Url.Replace(new Uri(fixture.Url).UserInfo, "guest:gu3st", StringComparison.Ordinal);

        Assert.Contains("Make one, as 'CREATE SCHEMA public'", await RefusalAsync(url, OpenMode.Create), StringComparison.Ordinal);
        await fixture.ExecuteAsync("GRANT USAGE ON SCHEMA public TO guest", Token);

        Assert.Contains("user 'guest' may not do that (permission denied for schema public)", await RefusalAsync(url, OpenMode.Create), StringComparison.Ordinal);
        Assert.Empty(await TablesAsync());
    }

    [Fact]
    public async Task An_opening_that_is_cancelled_makes_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => StorageBackend.OpenAsync(fixture.Url, OpenMode.Create, TimeProvider.System, cancellation.Token));

        Assert.Empty(await TablesAsync());
    }

    private static async Task<string> RefusalAsync(string url, OpenMode mode) =>
        (await Assert.ThrowsAsync<RequestException>(() => StorageBackend.OpenAsync(url, mode, TimeProvider.System, Token))).Message;

    private Task<IReadOnlyList<string>> TablesAsync() =>
        fixture.RowsAsync("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1", Token);
}
