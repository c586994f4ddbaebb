using System.Globalization;
using System.Text;
using OverparamBounds.Core.Queue;
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

    /// <param name="folder">Where the file is made; null to keep none.</param>
    /// <param name="name">Tells this process from others, such as its host and process id.</param>
    public AttemptLog(string? folder, string name)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            _file = new(Path.Combine(folder, $"attempts-{name}.tsv"), FileMode.Append, FileAccess.Write, FileShare.Read);
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
            try
            {
                _file.Write(Encoding.UTF8.GetBytes(line));
                _file.Flush(flushToDisk: true);
            }
            catch (IOException problem)
            {
                // Not to be taken for a database that is away: this does not mend itself.
                throw new InvalidOperationException($"{_file.Name}: the attempt cannot be logged ({problem.Message}). Make room, or work without --attempts.", problem);
            }
        }
    }
}
