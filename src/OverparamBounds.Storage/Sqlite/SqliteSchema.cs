using System.Runtime.ExceptionServices;
using DbUp;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Storage.Sqlite;

/// <summary>Brings a file to the newest schema, by the numbered scripts of db/sqlite.</summary>
internal static class SqliteSchema
{
    /// <summary>"OvpB", in the header of every ledger, tells it from the databases of other programs.</summary>
    private const int ApplicationId = 0x4F767042;

    /// <summary>A ledger holds the number of the newest as its <c>user_version</c>.</summary>
    public static SchemaScripts Scripts { get; } = new("sqlite");

    /// <summary>Opens the file for the first time. Does not start DbUp where nothing is to be done, which saves 0.1 s.</summary>
    public static async Task PrepareAsync(SqliteDatabase database, OpenMode mode, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var state = await StateAsync(connection, cancellationToken);
        if (!state.IsNewest)
        {
            Refuse(state, database.Name, mode);
            await MigrateAsync(connection, database.Name, mode, cancellationToken);
        }

        await connection.ExecuteAsync("PRAGMA journal_mode = WAL;", cancellationToken);
    }

    private static async Task MigrateAsync(
        SqliteConnection connection, string path, OpenMode mode, CancellationToken cancellationToken)
    {
        await using var transaction = connection.BeginTransaction(deferred: false);

        // Another process may have done it while this one waited for the lock.
        var state = await StateAsync(connection, cancellationToken);
        if (state.IsNewest)
        {
            return;
        }

        Refuse(state, path, mode);
        RunScripts(connection);
        await connection.ExecuteAsync(
            $"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Scripts.Newest};", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static void RunScripts(SqliteConnection connection)
    {
        using var shared = new SharedConnection(connection);
        var result = DeployChanges.To
            .SqliteDatabase(shared)
            .JournalToSqliteTable("schema_version")
            .WithScriptsEmbeddedInAssembly(typeof(SqliteSchema).Assembly, Scripts.Includes)
            .WithVariablesDisabled()
            .WithoutTransaction()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            ExceptionDispatchInfo.Throw(result.Error);
        }
    }

    private static async Task<State> StateAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand(
            """
            SELECT
                (SELECT application_id FROM pragma_application_id),
                (SELECT user_version FROM pragma_user_version),
                (SELECT COUNT(*) FROM sqlite_schema)
            """);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(row.GetInt64(0), row.GetInt64(1), IsEmpty: row.GetInt64(2) == 0);
    }

    private static void Refuse(State state, string path, OpenMode mode)
    {
        var problem = state switch
        {
            { IsEmpty: true } when mode == OpenMode.Existing =>
                "is empty and holds no ledger. Name another file with --db.",
            { IsEmpty: true } => null,
            { Application: not ApplicationId } =>
                "is the SQLite database of another program. Name another file with --db.",
            { Version: var version } when version > Scripts.Newest => Scripts.NewerThanKnown(version),
            _ => null,
        };
        if (problem is not null)
        {
            throw new RequestException($"{path}: {problem}");
        }
    }

    private readonly record struct State(long Application, long Version, bool IsEmpty)
    {
        public bool IsNewest => Application == ApplicationId && Version == Scripts.Newest && !IsEmpty;
    }
}
