using System.Globalization;

namespace OverparamBounds.Storage;

/// <summary>The numbered scripts of one folder of db/, which are embedded here.</summary>
/// <param name="folder">Name of the folder.</param>
internal sealed class SchemaScripts(string folder)
{
    /// <summary>Names of the scripts without folder and ending, in order.</summary>
    public IReadOnlyList<string> Names { get; } =
    [
        .. typeof(SchemaScripts).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith($"{folder}/", StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The number that the newest script begins with.</summary>
    public int Newest => NumberOf(Names[^1]);

    /// <summary>Whether a script as DbUp names it belongs here.</summary>
    public bool Includes(string name) => name.StartsWith($"{folder}/", StringComparison.Ordinal);

    /// <summary>The number that a script's name begins with.</summary>
    public static int NumberOf(string name) =>
        int.Parse(Path.GetFileName(name).Split('_')[0], NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Why a ledger that knows more scripts is not opened.</summary>
    /// <param name="version">The number of its newest script.</param>
    public string NewerThanKnown(long version) => NewerThan(Newest, version);

    /// <summary>Why a program does not work on a ledger that knows more scripts than it.</summary>
    public static string NewerThan(long known, long version) =>
        $"was written by a newer overparam (schema {version}; this one knows {known}). " +
        "Update overparam, or name another ledger with --db.";
}
