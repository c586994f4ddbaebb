using System.Globalization;
using System.Runtime.ExceptionServices;
using DbUp;
using Npgsql;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Storage.Postgres;

/// <summary>Brings a database to the newest schema, by the numbered scripts of db/postgres.</summary>
/// <remarks>The tables stand in the first schema of the user's search path, public as a rule.</remarks>
internal static class PostgresSchema
{
    private const string Journal = "schema_version";

    /// <summary>"OvpB": whoever migrates a ledger holds the advisory lock of this number.</summary>
    private const int MigrationLock = 0x4F767042;

    public static SchemaScripts Scripts { get; } = new("postgres");

    /// <summary>Opens the database for the first time. Does not start DbUp where nothing is to be done.</summary>
    public static async Task PrepareAsync(
        NpgsqlDataSource source, PostgresLocation location, OpenMode mode, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (!Check(await StateAsync(connection, cancellationToken), location, mode))
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({MigrationLock})"), cancellationToken);

        // Another process may have done it while this one waited for the lock.
        var state = await StateAsync(connection, cancellationToken);
        if (Check(state, location, mode))
        {
            RunScripts(location, state.Schema!);
        }
    }

    private static void RunScripts(PostgresLocation location, string schema)
    {
        // A connection of its own, closed at the end, while the caller's holds the lock.
        var settings = new NpgsqlConnectionStringBuilder(location.Settings.ConnectionString) { Pooling = false };
        var result = DeployChanges.To
            .PostgresqlDatabase(settings.ConnectionString)
            .JournalToPostgresqlTable(schema, Journal)
            .WithScriptsEmbeddedInAssembly(typeof(PostgresSchema).Assembly, Scripts.Includes)
            .WithVariablesDisabled()
            .WithTransaction()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            ExceptionDispatchInfo.Throw(result.Error);
        }
    }

    private static async Task<State> StateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        State state;
        await using (var command = connection.CreateCommand(
            """
            SELECT
                current_schema(),
                pg_encoding_to_char(encoding),
                (
                    SELECT count(*)
                    FROM pg_class
                    WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                        AND relkind IN ('r', 'p', 'v', 'm', 'f')
                        -- What an extension brought along is nobody's data.
                        AND NOT EXISTS (
                            SELECT FROM pg_depend
                            WHERE pg_depend.classid = 'pg_class'::regclass AND pg_depend.objid = pg_class.oid AND deptype = 'e')),
                EXISTS (
                    SELECT
                    FROM pg_attribute
                    WHERE attrelid = to_regclass(quote_ident(current_schema()) || '.schema_version') AND attname = 'scriptname')
            FROM pg_database
            WHERE datname = current_database()
            """))
        {
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            await row.ReadAsync(cancellationToken);
            state = new(row.TextOrNull(0), row.GetString(1), IsEmpty: row.GetInt64(2) == 0, Version: null);
            if (!row.GetBoolean(3))
            {
                return state;
            }
        }

        await using var scripts = connection.CreateCommand($"SELECT scriptname FROM {Journal}");
        var names = (await scripts.TextsAsync(cancellationToken)).Where(Scripts.Includes).ToList();
        return state with { Version = names is [] ? null : names.Max(SchemaScripts.NumberOf) };
    }

    /// <summary>Whether scripts are to be run.</summary>
    /// <exception cref="RequestException">No ledger is there and none is to be made, or none that this program knows.</exception>
    private static bool Check(State state, PostgresLocation location, OpenMode mode)
    {
        var problem = state switch
        {
            { Schema: null } =>
                $"user '{location.User}' has no schema in its search path. Make one, as 'CREATE SCHEMA public', or name one with ?search_path=",
            { Version: { } version } when version > Scripts.Newest => Scripts.NewerThanKnown(version),
            { Version: not null } => null,
            { IsEmpty: false } =>
                $"schema '{state.Schema}' holds the tables of another program. Make a database of its own: " +
                $"'createdb {location.ShellOptions} overparam'.",
            _ when mode == OpenMode.Existing =>
                "holds no ledger. Name another with --db, or ask a first question with 'overparam find xor'.",
            { Encoding: not "UTF8" } =>
                $"has the encoding {state.Encoding}, which cannot hold every text. Make one with 'createdb {location.ShellOptions} -E UTF8 -T template0 overparam'.",
            _ => null,
        };
        return problem is null
            ? state.Version != Scripts.Newest
            : throw new RequestException($"{location.Name}: {problem}");
    }

    /// <param name="Schema">Where the tables are or would be.</param>
    /// <param name="Version">The number of the newest script behind it; null where it is no ledger.</param>
    private sealed record State(string? Schema, string Encoding, bool IsEmpty, int? Version);
}
