using System.Net.Sockets;
using Npgsql;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Storage.Postgres;

/// <summary>What errors of the server mean, and what mends them.</summary>
internal static class PostgresErrors
{
    /// <summary>Another writer was in the way, or the connection broke: the same transaction may well succeed now.</summary>
    public static bool IsPassing(NpgsqlException problem) => problem switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => true,
        PostgresException => false,
        { InnerException: TimeoutException } => false,
        _ => problem.IsTransient,
    };

    /// <summary>What a mistake of the server or of the way to it means and what mends it; null for other mistakes.</summary>
    public static string? Explanation(NpgsqlException problem) => problem switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } =>
            "other processes kept getting in the way. What was stored before is kept; run again.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            "the server's disk is full. What was stored before is kept; make room and run again.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ConfigurationLimitExceeded } =>
            $"the server takes no more connections ({problem.Message}). End some, or raise max_connections.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction } refused =>
            $"the server does not allow it ({refused.MessageText}). Grant the user what is missing, or name another ledger with --db.",
        PostgresException { SqlState: ['5', '3' or '7' or '8', ..] or ['0', '8', ..] } broken =>
            $"the server gave up ({broken.MessageText}). What was stored before is kept; run again once it answers.",
        PostgresException => null,
        { InnerException: TimeoutException } =>
            "the server has not answered in time. What was stored before is kept; run again once it does.",
        _ => $"the server does not answer ({Reason(problem)}). What was stored before is kept; run again once it does.",
    };

    /// <summary>A place that holds nothing of ours is the caller's mistake; a server that is full or about to start is a run that failed.</summary>
    public static Exception Refusal(PostgresLocation location, NpgsqlException problem)
    {
        var mend = problem switch
        {
            PostgresException { SqlState: ['2', '8', ..] } refused =>
                $"the server refuses user '{location.User}' ({refused.MessageText}). Check user and password; " +
                "a password may also stand in PGPASSWORD or ~/.pgpass, and in a URL its special characters are percent-encoded.",
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                $"the server has no such database. Make it with 'createdb {location.ShellOptions} {location.Database}', or name another with --db.",
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused =>
                $"user '{location.User}' may not do that ({refused.MessageText}). Grant it what is missing, as the owner of the database, or name another with --db.",
            PostgresException { SqlState: ['5', '3' or '7' or '8', ..] or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => null,
            PostgresException other => $"cannot be opened as a ledger ({other.MessageText}). Name another with --db.",
            { InnerException: SocketException or TimeoutException } =>
                $"no server answers there ({Reason(problem)}). Start it, or check host and port.",
            _ when problem.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
                $"the server asks user '{location.User}' for a password and none was given. Give it in the URL, in PGPASSWORD or in ~/.pgpass.",
            _ => $"cannot be opened ({Reason(problem)}). Check that a Postgres server is there, and sslmode.",
        };
        return mend is null
            ? new IOException($"{location.Name}: {Explanation(problem)}", problem)
            : new RequestException($"{location.Name}: {mend}");
    }

    private static string Reason(NpgsqlException problem) => (problem.InnerException ?? problem).Message.TrimEnd('.');
}
