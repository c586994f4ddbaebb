using System.CommandLine;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;
using OverparamBounds.Storage;
using OverparamBounds.Training;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Options that several verbs share; each means the same everywhere.</summary>
internal static class CommonOptions
{
    public static Option<bool> Verbose { get; } = new("--verbose")
    {
        Description = "Show where an error came from.",
        Recursive = true,
    };

    public static Option<string?> Database { get; } = new("--db")
    {
        Description = "The ledger: a SQLite file, or postgres://user:password@host:port/database. Default: OVERPARAM_DB, else overparam.db here.",
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "One JSON document on stdout, nothing else." };

    public static Option<bool> Quiet { get; } = new("--quiet") { Description = "No progress and no table, the answer alone." };

    public static Option<string> Out { get; } = new("--out")
    {
        Description = "Folder for figures and reports.",
        DefaultValueFactory = _ => "results",
    };

    public static Option<string> Engine { get; } = new("--engine")
    {
        Description = "auto, lanes or torch; auto takes the one predicted to be faster for each width.",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<string> Device { get; } = new("--device")
    {
        Description = "auto, cpu or cuda:0.",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<int?> Threads { get; } = new("--threads") { Description = "Groups of networks side by side. Default: all cores." };

    public static Option<bool> Checkpointing { get; } = new("--checkpointing")
    {
        Description = "Run layers twice rather than remember them: less memory, more time, the same results bit for bit. On torch only.",
    };

    public static string DatabaseLocation(ParseResult parsed)
    {
        var set = Environment.GetEnvironmentVariable("OVERPARAM_DB");
        return parsed.GetValue(Database) ?? (string.IsNullOrEmpty(set) ? "overparam.db" : set);
    }

    public static Task<ILedger> OpenLedgerAsync(ParseResult parsed, OpenMode mode, CancellationToken cancellationToken) =>
        StorageBackend.OpenAsync(DatabaseLocation(parsed), mode, TimeProvider.System, cancellationToken);

    /// <exception cref="RequestException">An engine or device that is not there.</exception>
    public static EngineSettings EngineSettings(ParseResult parsed) => Training.EngineSettings.Parse(
        parsed.GetValue(Engine)!, parsed.GetValue(Device)!, parsed.GetValue(Threads), parsed.GetValue(Checkpointing));
}
