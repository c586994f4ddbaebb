using Microsoft.Data.Sqlite;
using OverparamBounds.Storage.Sqlite;
using OverparamBounds.Testing;

namespace OverparamBounds.Storage.Tests;

public sealed class SqliteLedgerTests : LedgerContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override string Location => File;

    private string File => _folder.File("a 'ledger'; =é.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ten_thousand_trials_are_one_transaction()
    {
        await using var ledger = await OpenAsync();

        var added = await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 7, first: 0, count: 10_000), Token);

        Assert.Equal(10_000, added);
        Assert.Equal(1, CommitsInWriteAheadLog());
    }

    [Fact]
    public async Task The_scripts_are_numbered_without_gaps_and_a_ledger_holds_the_last_number()
    {
        await using var ledger = await OpenAsync();

        Assert.Equal(
            Enumerable.Range(1, SqliteSchema.Scripts.Names.Count).Select(number => $"{number:D4}"),
            SqliteSchema.Scripts.Names.Select(script => script.Split('_')[0]));
        Assert.Equal(
            Directory.GetFiles(RepositoryRoot.File("db", "sqlite"), "*.sql").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            SqliteSchema.Scripts.Names);
        Assert.Equal((long)SqliteSchema.Scripts.Names.Count, await ScalarAsync("PRAGMA user_version"));
        Assert.Equal("wal", await ScalarAsync("PRAGMA journal_mode"));
        Assert.Equal("ok", await ScalarAsync("PRAGMA integrity_check"));
        Assert.Equal((long)SqliteSchema.Scripts.Names.Count, await ScalarAsync("SELECT COUNT(*) FROM schema_version"));
    }

    [Fact]
    public async Task Opening_a_ledger_that_is_up_to_date_writes_nothing()
    {
        await using (await OpenAsync())
        {
        }

        var before = await System.IO.File.ReadAllBytesAsync(File, Token);

        await using (var ledger = await OpenAsync())
        {
            await ledger.StatusAsync(Token);
        }

        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File, Token));
        Assert.Equal([File], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_writer_that_leaves_half_way_leaves_nothing()
    {
        await using var ledger = await OpenAsync();
        await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 5, first: 0, count: 3), Token);
        await using (var connection = new SqliteConnection($"Data Source=\"{File}\";Pooling=False"))
        {
            await connection.OpenAsync(Token);
            await connection.ExecuteAsync("BEGIN IMMEDIATE; UPDATE trial SET steps = -1; DELETE FROM trial WHERE seed_index = 1;", Token);
        }

        await using var reopened = await OpenAsync();

        Assert.Equal(
            Sample.Results(Sample.Curve, width: 5, first: 0, count: 3),
            (await reopened.StoredTrialsAsync(Sample.Curve, width: 5, first: 0, count: 9, Token)).Values.OrderBy(result => result.Trial.SeedIndex));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.999)]
    public async Task A_write_ahead_log_that_was_cut_off_gives_whole_batches_up_to_the_cut(double share)
    {
        const int Batches = 20, BatchSize = 15;
        var copy = _folder.File("copy.db");
        await using (var ledger = await OpenAsync())
        {
            for (var batch = 0; batch < Batches; batch++)
            {
                await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 5, batch * BatchSize, BatchSize), Token);
            }

            var log = await System.IO.File.ReadAllBytesAsync(File + "-wal", Token);
            System.IO.File.Copy(File, copy);
            await System.IO.File.WriteAllBytesAsync(copy + "-wal", log[..(int)(log.Length * share)], Token);
        }

        await using var torn = await StorageBackend.OpenAsync(copy, OpenMode.Existing, Time, Token);

        var seeds = (await torn.StoredTrialsAsync(Sample.Curve, width: 5, first: 0, int.MaxValue, Token)).Keys.Order().ToList();
        Assert.Equal(Enumerable.Range(0, seeds.Count), seeds);
        Assert.Equal(0, seeds.Count % BatchSize);
        Assert.InRange(seeds.Count, 1, (Batches - 1) * BatchSize);
    }

    [Fact]
    public async Task A_process_that_is_killed_loses_nothing_that_it_committed()
    {
        for (var round = 0; round < 3; round++)
        {
            var told = 0;
            using (var writer = WriterProcess.Start(File, batches: 100_000))
            {
                while (told < 5 + (40 * round) && await writer.StandardOutput.ReadLineAsync(Token) is not null)
                {
                    told++;
                }

                writer.Kill();
                await writer.WaitForExitAsync(Token);
            }

            await using var ledger = await OpenAsync();

            var seeds = (await ledger.StoredTrialsAsync(Sample.Curve, WriterProcess.Width, first: 0, int.MaxValue, Token)).Keys.Order().ToList();
            Assert.Equal(Enumerable.Range(0, seeds.Count), seeds);
            Assert.Equal(0, seeds.Count % (WriterProcess.BatchSize / 2));
            Assert.InRange(seeds.Count, (told + 1) * WriterProcess.BatchSize / 2, int.MaxValue);
            Assert.Equal("ok", await ScalarAsync("PRAGMA integrity_check"));
        }
    }

    [Fact]
    public async Task A_file_that_is_damaged_in_the_middle_is_named()
    {
        // So many that the latter half of the file holds nothing but them.
        const int Trials = 3000;
        await using (var ledger = await OpenAsync())
        {
            await ledger.SaveTrialsAsync(Sample.Curve, Sample.Results(Sample.Curve, width: 5, first: 0, count: Trials), Token);
        }

        var bytes = await System.IO.File.ReadAllBytesAsync(File, Token);
        bytes.AsSpan(bytes.Length / 2).Fill(0xA5);
        await System.IO.File.WriteAllBytesAsync(File, bytes, Token);
        await using var damaged = await OpenAsync();

        var problem = await Assert.ThrowsAsync<IOException>(
            () => damaged.StoredTrialsAsync(Sample.Curve, width: 5, first: 0, count: Trials, Token));

        Assert.StartsWith($"{File}: is damaged", problem.Message, StringComparison.Ordinal);
    }

    protected override async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source=\"{File}\";Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand(sql);
        return await command.RowsAsync(Token);
    }

    /// <summary>
    /// Frames that end a transaction: after a header of 32 bytes, each frame is 24 bytes and a page; bytes 4 to 7 are not
    /// zero in the last frame of a transaction (sqlite.org/fileformat2.html, section 4.1).
    /// </summary>
    private int CommitsInWriteAheadLog()
    {
        using var stream = new FileStream(File + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var log = new byte[stream.Length];
        stream.ReadExactly(log);
        var commits = 0;
        for (var frame = 32; frame < log.Length; frame += 24 + 4096)
        {
            commits += log.AsSpan(frame + 4, 4).ContainsAnyExcept((byte)0) ? 1 : 0;
        }

        return commits;
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source=\"{File}\";Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token);
    }
}
