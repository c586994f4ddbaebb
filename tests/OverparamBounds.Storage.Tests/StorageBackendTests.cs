using System.Text;
using Microsoft.Data.Sqlite;
using OverparamBounds.Core.Specs;
using OverparamBounds.Storage.Sqlite;
using OverparamBounds.Testing;

namespace OverparamBounds.Storage.Tests;

public sealed class StorageBackendTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<OpenMode> Modes => [.. Enum.GetValues<OpenMode>()];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "db: is empty")]
    [InlineData("  ", "db: is empty")]
    [InlineData("PostgreSQL://ada:secret@db", "db: the Postgres URL names no database")]
    [InlineData("mysql://ada:secret@db/ledger", "db: 'mysql://' names no database that is known here")]
    public async Task A_location_that_names_no_database_is_refused(string location, string expected)
    {
        var problem = await RefusalAsync(location, OpenMode.Create);

        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_folder_is_refused(OpenMode mode)
    {
        Assert.Equal(
            $"{_folder.Path}: is a folder. Name a file in it, such as {_folder.File("overparam.db")}.",
            await RefusalAsync(_folder.Path, mode));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_ledger_that_only_is_to_be_read_is_not_made()
    {
        var file = _folder.File("none.db");

        Assert.StartsWith($"{file}: there is no ledger here.", await RefusalAsync(file, OpenMode.Existing), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_ledger_that_was_made_is_found_by_those_who_only_read()
    {
        var file = _folder.File("some.db");
        await using (await StorageBackend.OpenAsync(file, OpenMode.Create, TimeProvider.System, Token))
        {
        }

        await using var ledger = await StorageBackend.OpenAsync(file, OpenMode.Existing, TimeProvider.System, Token);

        Assert.Equal(file, (await ledger.StatusAsync(Token)).Database);
    }

    [Fact]
    public async Task An_empty_file_becomes_a_ledger_only_for_those_who_write()
    {
        var file = _folder.Write("empty.db", []);

        Assert.StartsWith($"{file}: is empty", await RefusalAsync(file, OpenMode.Existing), StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(file).Length);

        await using var ledger = await StorageBackend.OpenAsync(file, OpenMode.Create, TimeProvider.System, Token);
        Assert.Equal(0, (await ledger.StatusAsync(Token)).Trials);
    }

    [Fact]
    public async Task A_file_in_a_folder_that_is_not_there_is_refused()
    {
        var file = _folder.File(Path.Combine("none", "some.db"));

        Assert.StartsWith($"{file}: its folder does not exist.", await RefusalAsync(file, OpenMode.Create), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has /proc, where not even root can make a file.");

        Assert.StartsWith("/proc/overparam.db: cannot be made", await RefusalAsync("/proc/overparam.db", OpenMode.Create), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_file_of_another_kind_is_refused_and_left_alone(OpenMode mode)
    {
        foreach (var (name, bytes) in OtherFiles())
        {
            var file = _folder.Write(name, bytes);

            var problem = await RefusalAsync(file, mode);

            Assert.StartsWith($"{file}: ", problem, StringComparison.Ordinal);
            Assert.EndsWith("Name another file with --db.", problem, StringComparison.Ordinal);
            Assert.Equal(bytes, await File.ReadAllBytesAsync(file, Token));
        }

        Assert.Equal(OtherFiles().Select(file => file.Name).Order(), Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_database_of_another_program_is_refused_and_left_alone(OpenMode mode)
    {
        var file = _folder.File("bookmarks.db");
        await ExecuteAsync(file, "CREATE TABLE bookmark (url TEXT); PRAGMA user_version = 1;");
        var before = await File.ReadAllBytesAsync(file, Token);

        Assert.StartsWith($"{file}: is the SQLite database of another program.", await RefusalAsync(file, mode), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, Token));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task The_ledger_of_a_newer_program_is_refused_and_left_alone(OpenMode mode)
    {
        var file = _folder.File("newer.db");
        await using (await StorageBackend.OpenAsync(file, OpenMode.Create, TimeProvider.System, Token))
        {
        }

        await ExecuteAsync(file, $"PRAGMA user_version = {SqliteSchema.Scripts.Newest + 1};");
        var before = await File.ReadAllBytesAsync(file, Token);

        Assert.StartsWith(
            $"{file}: was written by a newer overparam (schema {SqliteSchema.Scripts.Newest + 1}; this one knows {SqliteSchema.Scripts.Newest}).",
            await RefusalAsync(file, mode),
            StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, Token));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_migration_that_fails_half_way_changes_nothing()
    {
        var file = _folder.File("half.db");
        await using (await StorageBackend.OpenAsync(file, OpenMode.Create, TimeProvider.System, Token))
        {
        }

        // As an old ledger in which the first tables are missing and a later one stands in the way.
        await ExecuteAsync(
            file,
            """
            DROP VIEW trial_result; DROP VIEW smallest_trainable; DROP TABLE event; DROP TABLE decision; DROP TABLE question_cell;
            DROP TABLE trial; DROP TABLE question; DROP TABLE cell; DROP TABLE curve; DELETE FROM schema_version; PRAGMA user_version = 0;
            """);
        var before = await File.ReadAllBytesAsync(file, Token);

        Assert.Contains("table engine_stamp already exists", await RefusalAsync(file, OpenMode.Create), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file, Token));
    }

    [Fact]
    public async Task An_opening_that_is_cancelled_leaves_no_file()
    {
        var file = _folder.File("cancelled.db");
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => StorageBackend.OpenAsync(file, OpenMode.Create, TimeProvider.System, cancellation.Token));

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    private static async Task<string> RefusalAsync(string location, OpenMode mode) =>
        (await Assert.ThrowsAsync<RequestException>(() => StorageBackend.OpenAsync(location, mode, TimeProvider.System, Token))).Message;

    private static async Task ExecuteAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Token);
        await connection.ExecuteAsync(sql, Token);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> OtherFiles()
    {
        yield return ("text.db", Encoding.UTF8.GetBytes("sepal length,sepal width\n5.1,3.5\n"));
        yield return ("zeros.db", new byte[10_000]);
        yield return ("noise.db", [.. Enumerable.Range(0, 9000).Select(i => (byte)(i * 31))]);
        yield return ("header.db", [.. "SQLite format 3\0"u8, .. new byte[5000]]);
        yield return ("short.db", [.. "SQLite format 3\0"u8]);
    }
}
