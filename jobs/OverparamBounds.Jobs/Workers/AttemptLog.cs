using System.Globalization;
using System.Text;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Jobs.Workers;

/// <summary>
/// What this process has tried, in a file of its own that knows nothing of the database: a line when trials are begun,
/// a line when results of them are there. Each line is on the disk before the next thing happens, so that after a crash
/// the file says what had been done. It is how a run is checked for what was lost or done twice.
/// </summary>
/// <remarks>
/// Tab-separated: <c>start</c>, cell, block, token, seeds · <c>end</c>, cell, block, token, seed:digest pairs ·
/// <c>stored</c>, cell, block, token, how many were accepted.
/// </remarks>
public sealed class AttemptLog : IDisposable
{
    private readonly FileStream? _file;
    private readonly Lock _gate = new();
    private string? _problem;

    /// <param name="folder">Where the file is made; null to keep none.</param>
    /// <param name="name">Tells this process from others, such as its host and process id.</param>
    /// <exception cref="RequestException">No file can be made there.</exception>
    public AttemptLog(string? folder, string name)
    {
        if (folder is not null)
        {
            try
            {
                Directory.CreateDirectory(folder);

                // Without a buffer: what could not be written must not be written later, in the midst of something else.
                _file = new(Path.Combine(folder, $"attempts-{name}.tsv"), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new RequestException($"--attempts: no file can be made in '{folder}' ({problem.Message.TrimEnd('.')}). Name a folder that can be written.");
            }
        }
    }

    /// <summary>Why attempts cannot be logged; null where they can. After a failure it looks whether the disk takes anything again.</summary>
    public string? Obstacle()
    {
        lock (_gate)
        {
            if (_problem is not null)
            {
                _problem = Append("\n");
            }

            return _problem;
        }
    }

    public void Start(ClaimedBlock block, IEnumerable<Trial> trials) => Write(
        "start", block, string.Join(',', trials.Select(trial => trial.SeedIndex.ToString(CultureInfo.InvariantCulture))));

    public void End(ClaimedBlock block, IEnumerable<TrialResult> results) => Write(
        "end", block, string.Join(',', results.Select(result => string.Create(CultureInfo.InvariantCulture, $"{result.Trial.SeedIndex}:{result.Digest}"))));

    public void Stored(ClaimedBlock block, FlushOutcome outcome) => Write(
        "stored", block, outcome.Accepted ? outcome.Added.ToString(CultureInfo.InvariantCulture) : "refused");

    public void Dispose() => _file?.Dispose();

    private void Write(string what, ClaimedBlock block, string rest)
    {
        if (_file is null || block.Range is not { } range)
        {
            return;
        }

        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{what}\t{block.Spec.Curve.CellId(range.Width)}\t{block.Lease.Block}\t{block.Lease.Token}\t{rest}\n");
        lock (_gate)
        {
            _problem = Append(line);
            if (_problem is not null)
            {
                throw new AttemptLogException(_problem);
            }
        }
    }

    /// <returns>Why nothing was written; null where the line is on the disk.</returns>
    private string? Append(string line)
    {
        var end = _file!.Position;
        try
        {
            _file.Write(Encoding.UTF8.GetBytes(line));
            _file.Flush(flushToDisk: true);
            return null;
        }
        catch (IOException problem)
        {
            // A disk takes what fits: half a line would be read as another.
            _file.SetLength(end);
            _file.Position = end;
            return $"{_file.Name}: attempts cannot be logged ({problem.Message.TrimEnd('.')}). Make room, or work without --attempts.";
        }
    }
}
