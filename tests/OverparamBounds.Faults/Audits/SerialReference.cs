using System.Globalization;
using Microsoft.Data.Sqlite;
using OverparamBounds.Faults.Scenes;
using OverparamBounds.Testing;

namespace OverparamBounds.Faults.Audits;

/// <summary>
/// The digests of a sweep when nothing disturbs it: one process, one block at a time, one thread, a ledger in a file.
/// Kept in the folder for temporary files, by sweep and build of the engines.
/// </summary>
internal sealed class SerialReference(Action<string> say)
{
    private readonly Dictionary<string, IReadOnlyDictionary<TrialKey, string>> _known = [];

    public async Task<IReadOnlyDictionary<TrialKey, string>> GetAsync(GridSweep sweep, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(sweep.Key, out var known))
        {
            return known;
        }

        var kept = Path.Combine(Path.GetTempPath(), "overparam-faults", $"{sweep.Key}-{Build()}.tsv");
        if (!File.Exists(kept))
        {
            say($"training the serial reference of {sweep.Trials} trials");
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            var lines = await TrainAsync(sweep, cancellationToken);
            var part = $"{kept}.{Environment.ProcessId}";
            await File.WriteAllLinesAsync(part, lines, cancellationToken);
            File.Move(part, kept, overwrite: true);
        }

        var digests = new Dictionary<TrialKey, string>();
        foreach (var line in await File.ReadAllLinesAsync(kept, cancellationToken))
        {
            var cells = line.Split('\t');
            digests.Add(new(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture)), cells[2]);
        }

        return digests.Count == sweep.Trials
            ? _known[sweep.Key] = digests
            : throw new InvalidDataException($"The serial reference {kept} has {digests.Count} trials of {sweep.Trials}; remove it.");
    }

    private static async Task<IReadOnlyList<string>> TrainAsync(GridSweep sweep, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("reference.yaml", sweep.Yaml);
        var run = await OverparamProgram.RunAsync(folder.Path, ["sweep", "run", file, "--slots", "1", "--threads", "1", "--quiet"], cancellationToken);

        // 3: trained to the end, but few seeds leave the width undecided.
        if (run.ExitCode is not (0 or 3))
        {
            run.OrThrow();
        }

        await using var connection = new SqliteConnection($"Data Source={folder.File("overparam.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT cell.id, seed_index, digest FROM trial JOIN cell USING (cell_key)";
        var lines = new List<string>();
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{row.GetString(0)}\t{row.GetInt32(1)}\t{row.GetString(2)}"));
        }

        return lines;
    }

    /// <summary>Changes with the code of the engines alone, for builds are deterministic.</summary>
    private static string Build() => typeof(Training.EngineSettings).Module.ModuleVersionId.ToString("N")[..12];
}
