using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;
using OverparamBounds.Storage.Postgres;
using OverparamBounds.Storage.Sqlite;

namespace OverparamBounds.Storage;

/// <summary>Which database keeps a ledger: the switch that a further one joins.</summary>
public static class StorageBackend
{
    /// <summary>Opens a ledger and brings its schema up to date.</summary>
    /// <param name="location">Path of a SQLite file, or a URL <c>postgres://user:password@host:port/database</c>.</param>
    /// <exception cref="RequestException">
    /// Nothing that can be opened is there; names the place and the mend, and leaves no file behind.
    /// </exception>
    public static async Task<ILedger> OpenAsync(
        string location, OpenMode mode, TimeProvider time, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(location))
        {
            throw new RequestException("db: is empty. Give a file, such as overparam.db.");
        }

        // A URL may hold a password, so no message repeats more of it than its scheme.
        var scheme = location.IndexOf("://", StringComparison.Ordinal) is > 0 and var end ? location[..end] : null;
        return scheme?.ToLowerInvariant() switch
        {
            null => new SqlLedger(await SqliteDatabase.OpenAsync(Path.GetFullPath(location), mode, cancellationToken), time),
            "postgres" or "postgresql" => new SqlLedger(
                await PostgresDatabase.OpenAsync(PostgresLocation.Parse(location[(scheme.Length + 3)..]), mode, cancellationToken), time),
            _ => throw new RequestException(
                $"db: '{scheme}://' names no database that is known here. Give a file, such as overparam.db, or a URL postgres://user:password@host:port/database."),
        };
    }

    /// <summary>How Npgsql is told where a Postgres ledger is; null for a file. Holds the password.</summary>
    public static string? PostgresConnectionString(string location) =>
        location.IndexOf("://", StringComparison.Ordinal) is > 0 and var end
            ? PostgresLocation.Parse(location[(end + 3)..]).Settings.ConnectionString
            : null;
}
