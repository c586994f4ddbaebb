using OverparamBounds.Storage.Postgres;
using OverparamBounds.Testing;

namespace OverparamBounds.Storage.Tests;

public sealed class PostgresLedgerTests(PostgresFixture fixture) : LedgerContract, IClassFixture<PostgresFixture>, IAsyncLifetime
{
    protected override string Location => fixture.Url;

    public async ValueTask InitializeAsync() => await fixture.EmptyAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_scripts_are_those_of_the_folder_and_a_ledger_journals_each()
    {
        await using var ledger = await OpenAsync();

        Assert.Equal(
            Directory.GetFiles(RepositoryRoot.File("db", "postgres"), "*.sql").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            PostgresSchema.Scripts.Names);
        Assert.Equal(
            PostgresSchema.Scripts.Names.Select(name => $"postgres/{name}.sql"),
            await RowsAsync("SELECT scriptname FROM schema_version ORDER BY 1"));
    }

    [Fact]
    public async Task The_columns_are_those_of_the_SQLite_ledger()
    {
        using var folder = new TemporaryFolder();
        await using var ledger = await OpenAsync();
        await using var file = await StorageBackend.OpenAsync(folder.File("ledger.db"), OpenMode.Create, Time, Token);
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.File("ledger.db")};Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand(
            """
            SELECT t.name, c.cid + 1, c.name
            FROM sqlite_schema AS t
            JOIN pragma_table_info(t.name) AS c
            WHERE t.name NOT LIKE 'sqlite%' AND t.name <> 'schema_version' AND t.type IN ('table', 'view')
            ORDER BY t.name, c.cid
            """);

        Assert.Equal(
            await command.RowsAsync(Token),
            await fixture.RowsAsync(
                """
                SELECT table_name, ordinal_position, column_name
                FROM information_schema.columns
                WHERE table_schema = 'public' AND table_name <> 'schema_version'
                ORDER BY table_name COLLATE "C", ordinal_position
                """,
                Token));
    }

    [Fact]
    public async Task A_ledger_that_is_up_to_date_is_opened_and_read_by_those_who_may_only_read()
    {
        await using (var ledger = await OpenAsync())
        {
            await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
        }

        await fixture.ExecuteAsync(
            """
            DROP ROLE IF EXISTS reader;
            CREATE ROLE reader LOGIN PASSWORD 'r3ader';
            GRANT USAGE ON SCHEMA public TO reader;
            GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader
            """,
            Token);
        var url = fixture.Url.Replace(new Uri(fixture.Url).UserInfo, "reader:r3ader", StringComparison.Ordinal);

        await using var reader = await StorageBackend.OpenAsync(url, OpenMode.Existing, Time, Token);

        Assert.Single(await reader.QuestionsAsync(Token));
        var problem = await Assert.ThrowsAsync<IOException>(() => reader.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, 5, 0, 1), Token));
        Assert.Contains("the server does not allow it (permission denied for table cell)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trials_can_be_asked_in_sql()
    {
        var result = Sample.Result(Sample.Curve, width: 5, seedIndex: 3);
        await using var ledger = await OpenAsync();
        await ledger.SaveTrialsAsync(Sample.Curve, [result], Token);

        Assert.Equal(
            [$"{result.Id}|xor|{Sample.Curve.CellId(5)}|5|3|{result.Digest}|{result.Engine.DeviceClass}|3000|2026-01-02 03:04:05.678"],
            await fixture.RowsAsync(
                "SELECT id, task, cell, width, seed_index, digest, device_class, step_limit, CAST(stored_at AT TIME ZONE 'UTC' AS text) FROM trial_result", Token));
    }

    [Fact]
    public async Task Savings_whose_connections_are_cut_again_and_again_leave_whole_batches_and_each_trial_once()
    {
        const int Batches = 9, BatchSize = 400;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var ledger = await OpenAsync();
        var (left, hits) = (0, 0);
        var cutting = Task.Run(
            async () =>
            {
                while (!end.IsCancellationRequested)
                {
                    // Those in the middle of a transaction alone, so that every cut hits a saving.
                    var found = Volatile.Read(ref left) == 0 ? 0 : (await fixture.RowsAsync(
                        """
                        SELECT pg_terminate_backend(pid, 1000)
                        FROM pg_stat_activity
                        WHERE application_name = 'overparam' AND datname = current_database() AND backend_xid IS NOT NULL
                        """,
                        Token)).Count;
                    hits += found;
                    Interlocked.Add(ref left, -found);
                    await Task.Yield();
                }
            },
            Token);
        var failed = 0;

        for (var batch = 0; batch < Batches; batch++)
        {
            // The ledger tries six times: up to five cuts are mended without a word, more are told.
            Volatile.Write(ref left, batch % 8);
            try
            {
                await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 5, batch * BatchSize, BatchSize), Token);
            }
            catch (IOException problem)
            {
                failed++;
                Assert.StartsWith(PostgresLocation.Parse(fixture.Url["postgres://".Length..]).Name, problem.Message, StringComparison.Ordinal);
            }
        }

        await end.CancelAsync();
        await cutting;
        Assert.True(hits > Batches, $"Only {hits} cuts hit a saving.");
        var seeds = (await ledger.StoredTrialsAsync(Sample.Curve, width: 5, first: 0, int.MaxValue, Token)).Keys.ToList();
        Assert.All(seeds.GroupBy(seed => seed / BatchSize), batch => Assert.Equal(BatchSize, batch.Count()));
        Assert.InRange(seeds.Count / BatchSize, Batches - failed, Batches);

        // Nothing cuts any more: what is missing is stored, and nothing else.
        var all = Sample.Results(Sample.Curve, width: 5, first: 0, Batches * BatchSize);
        Assert.Equal(all.Count - seeds.Count, await ledger.SaveTrialsAsync(Sample.Curve, all, Token));
    }

    [Fact]
    public async Task A_connection_that_was_cut_while_it_rested_is_replaced_without_a_word()
    {
        await using var ledger = await OpenAsync();
        for (var round = 0; round < 5; round++)
        {
            await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 5, round * 10, count: 10), Token);
            await fixture.RowsAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'overparam' AND datname = current_database()", Token);
        }

        Assert.Equal(50, (await ledger.StatusAsync(Token)).Trials);
    }

    [Fact]
    public async Task Writers_who_offer_the_same_contradictions_together_log_each_once()
    {
        var kept = Sample.Results(Sample.Curve, width: 5, first: 0, count: 20).Concat(Sample.Results(Sample.Curve, width: 6, first: 0, count: 20)).ToList();
        await using var ledger = await OpenAsync();
        await ledger.SaveTrialsAsync(Sample.Curve, kept, Token);
        var offered = kept.Select(result => Sample.Contradict(result)).ToList();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(
            async () =>
            {
                await using var other = await OpenAsync();

                // Each in an order of its own: turned, and every second one backwards.
                var turned = offered.Skip(writer * 7).Concat(offered.Take(writer * 7));
                Assert.Equal(0, await other.SaveTrialsAsync(Sample.Curve, [.. writer % 2 == 0 ? turned : turned.Reverse()], Token));
            },
            Token)));

        Assert.Equal(offered.Count, (await ledger.EventsAsync(question: null, Token)).Select(line => line.Json).Distinct().Count());
        Assert.Equal(offered.Count, (await ledger.StatusAsync(Token)).Events);
    }

    [Fact]
    public async Task Those_who_read_while_others_write_see_whole_batches()
    {
        const int Batches = 40, BatchSize = 100;
        await using var ledger = await OpenAsync();
        var writing = Task.Run(
            async () =>
            {
                for (var batch = 0; batch < Batches; batch++)
                {
                    await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 5, batch * BatchSize, BatchSize), Token);
                }
            },
            Token);
        await using var reader = await OpenAsync();
        var seen = 0;

        while (!writing.IsCompleted)
        {
            var trials = await reader.StoredTrialsAsync(Sample.Curve, width: 5, first: 0, int.MaxValue, Token);

            Assert.Equal(0, trials.Count % BatchSize);
            Assert.InRange(trials.Count, seen, Batches * BatchSize);
            seen = trials.Count;
        }

        await writing;
        Assert.Equal(Batches * BatchSize, (await reader.StatusAsync(Token)).Trials);
    }

    [Fact]
    public async Task Searches_of_one_question_in_several_processes_do_not_hinder_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(
            async () =>
            {
                await using var ledger = await OpenAsync();
                await ledger.OpenQuestionAsync(Sample.Question, "data", Token);
                for (var launch = 1; launch <= 12; launch++)
                {
                    await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, launch, first: 0, count: 30), Token);
                    await ledger.SaveQuestionCellsAsync(
                        Sample.Question.Id, Sample.Curve, [.. Enumerable.Range(1, launch).Reverse().Select(width => new Core.Trials.WidthCount(width, 30, Fitted: 0))], Token);
                    await ledger.SaveDecisionsAsync(Sample.Question.Id, [.. Enumerable.Range(1, launch).Select(line => $"{{\"line\":{line}}}")], Token);
                }

                await ledger.SaveAnswerAsync(Sample.Question.Id, "certified", "{}", Token);
            },
            Token)));

        await using var last = await OpenAsync();
        Assert.Single(await last.QuestionsAsync(Token));
        Assert.Equal(Enumerable.Range(1, 12).Reverse(), (await last.CellsAsync(Sample.Question.Id, Token)).Select(cell => cell.Width));
        Assert.All(await last.CellsAsync(Sample.Question.Id, Token), cell => Assert.Equal(30, cell.Trials));
        Assert.Equal(12, (await last.DecisionsAsync(Sample.Question.Id, Token)).Count);
    }

    protected override Task<IReadOnlyList<string>> RowsAsync(string sql) => fixture.RowsAsync(sql, Token);
}
