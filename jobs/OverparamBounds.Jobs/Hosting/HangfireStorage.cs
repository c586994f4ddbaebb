using System.Globalization;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;

namespace OverparamBounds.Jobs.Hosting;

/// <summary>Where Hangfire keeps its jobs: in the ledger's Postgres, or in memory beside a SQLite ledger.</summary>
internal static class HangfireStorage
{
    /// <summary>Hangfire's tables stand in a schema of their own.</summary>
    public const string Schema = "hangfire";

    /// <summary>"OvpH": whoever makes Hangfire's tables holds the advisory lock of this number.</summary>
    private const int InstallationLock = 0x4F767048;

    /// <summary>Pumps end after a minute or two, so a trace of an hour is enough; more would slow the operator's pages.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromHours(1);

    public static JobStorage InMemory() => new InMemoryStorage(new() { MaxExpirationTime = Keep }) { JobExpirationTimeout = Keep };

    /// <summary>Makes the tables where they are missing. Hangfire's own installation does not expect two at a time.</summary>
    public static async Task<JobStorage> PostgresAsync(string connectionString, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "overparam bell",
            KeepAlive = 30,
            Enlist = false,
        }.ConnectionString;
        await using (var connection = new NpgsqlConnection(settings))
        {
            await connection.OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_xact_lock({InstallationLock})");
            await command.ExecuteNonQueryAsync(cancellationToken);
            await using var installing = new NpgsqlConnection(settings);
            await installing.OpenAsync(cancellationToken);
            PostgreSqlObjectsInstaller.Install(installing, Schema);
        }

        var options = Options;
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(settings, options), options) { JobExpirationTimeout = Keep };
    }

    /// <summary>One object for the connections and for the storage, which would otherwise differ in their timeouts.</summary>
    private static PostgreSqlStorageOptions Options => new()
    {
        SchemaName = Schema,
        PrepareSchemaIfNecessary = false,
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromMinutes(2),
        QueuePollInterval = TimeSpan.FromSeconds(1),
        EnableLongPolling = false,
        DistributedLockTimeout = TimeSpan.FromMinutes(1),
        EnableTransactionScopeEnlistment = false,
        AllowDegradedModeWithoutStorage = false,
        JobExpirationCheckInterval = TimeSpan.FromMinutes(5),
    };
}
