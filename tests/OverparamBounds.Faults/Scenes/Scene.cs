using System.Diagnostics;
using OverparamBounds.Faults.Audits;
using OverparamBounds.Testing;

namespace OverparamBounds.Faults.Scenes;

/// <summary>A database of a fault's own, with workers and a folder for what they log.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly FaultContext _context;
    private readonly TemporaryFolder _folder = new();

    private Scene(FaultContext context, string url)
    {
        _context = context;
        Url = url;
        Attempts = _folder.File("attempts");
        Directory.CreateDirectory(Attempts);
        Queue = new(url);
        Fleet = new(url, Attempts, _folder.Path, context.Say);
    }

    public string Url { get; }

    /// <summary>Where workers log their attempts.</summary>
    public string Attempts { get; }

    public string Folder => _folder.Path;

    public QueueProbe Queue { get; }

    public WorkerFleet Fleet { get; }

    public static async Task<Scene> OpenAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var scene = new Scene(context, await context.Cluster.CreateDatabaseAsync());
        (await scene.RunAsync(["db", "migrate"], cancellationToken)).OrThrow();
        return scene;
    }

    public string Write(GridSweep sweep) => _folder.Write($"{sweep.Name}.yaml", sweep.Yaml);

    public async Task SubmitAsync(GridSweep sweep, CancellationToken cancellationToken) =>
        (await RunAsync(["sweep", "submit", Write(sweep)], cancellationToken)).OrThrow();

    public Task<OverparamProgram.Finished> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        OverparamProgram.RunAsync(_folder.Path, [.. arguments, "--db", Url], cancellationToken);

    /// <summary>Waits until so many trainings are done.</summary>
    /// <returns>False: all sweeps had ended before.</returns>
    public async Task<bool> ReachAsync(double done, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await Queue.ProgressAsync(cancellationToken) is { } progress)
            {
                if (progress.AtWork == 0)
                {
                    return false;
                }

                if (progress.Done >= done)
                {
                    return true;
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary>Waits until something holds, looking every 50 ms; false where it does not come to hold in time.</summary>
    public static async Task<bool> UntilAsync(Func<Task<bool>> holds, TimeSpan patience, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (Stopwatch.GetElapsedTime(began) > patience)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }

        return true;
    }

    /// <summary>Waits until no sweep is at work any more.</summary>
    /// <param name="patience">So long nothing may get done before the wait is given up.</param>
    /// <returns>Whether all ended.</returns>
    public async Task<bool> FinishAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var (done, moved) = (-1L, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(moved) < patience)
        {
            await Fleet.ReplaceFallenAsync();
            if (await Queue.ProgressAsync(cancellationToken) is { } progress)
            {
                if (progress.AtWork == 0)
                {
                    return true;
                }

                if (progress.Done != done)
                {
                    (done, moved) = (progress.Done, Stopwatch.GetTimestamp());
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }

        return false;
    }

    /// <summary>Whether every sweep came to an answer to each of its questions.</summary>
    public async Task<bool> IsAnsweredAsync(CancellationToken cancellationToken) =>
        await Queue.CountAsync("SELECT count(*) FROM sweep WHERE state <> 'finished'", cancellationToken) == 0;

    /// <summary>Compares what is stored with what was planned, what a serial run gives, and what workers logged.</summary>
    public async Task<Audit> AuditAsync(IReadOnlyList<GridSweep> sweeps, CancellationToken cancellationToken)
    {
        var reference = new Dictionary<TrialKey, string>();
        foreach (var sweep in sweeps)
        {
            foreach (var (trial, digest) in await _context.Reference.GetAsync(sweep, cancellationToken))
            {
                reference[trial] = digest;
            }
        }

        return Audit.Of(reference, await Queue.TrialsAsync(cancellationToken), AttemptLogs.Read(Attempts));
    }

    public async ValueTask DisposeAsync()
    {
        await Fleet.DisposeAsync();
        await Queue.DisposeAsync();
        _folder.Dispose();
    }
}
