using System.Collections.Concurrent;
using System.Diagnostics;

namespace OverparamBounds.Faults.Scenes;

/// <summary>Worker processes of one database, as a supervisor keeps them: who falls is replaced.</summary>
/// <param name="attempts">Where they log every attempt.</param>
/// <param name="hear">Is told the last words of those that end without being told to.</param>
internal sealed class WorkerFleet(string url, string attempts, string folder, Action<string> hear) : IAsyncDisposable
{
    private const int LastWords = 3;

    private readonly List<WorkerProcess> _workers = [];

    public IReadOnlyList<WorkerProcess> Workers => _workers;

    /// <summary>Processes that ended without being told to.</summary>
    public int Fallen { get; private set; }

    public WorkerProcess Start(WorkerSetting? setting = null)
    {
        var worker = WorkerProcess.Start(url, attempts, folder, setting ?? new());
        _workers.Add(worker);
        return worker;
    }

    public void Start(int count)
    {
        for (var worker = 0; worker < count; worker++)
        {
            Start();
        }
    }

    /// <summary>Kills a worker as <c>kill -9</c> does.</summary>
    public async Task KillAsync(WorkerProcess worker)
    {
        _workers.Remove(worker);
        await worker.DisposeAsync();
    }

    /// <summary>Starts another in place of each that ended by itself.</summary>
    /// <param name="setting">How the other is started.</param>
    /// <returns>Those that had ended.</returns>
    public async Task<IReadOnlyList<WorkerProcess>> ReplaceFallenAsync(WorkerSetting? setting = null)
    {
        var fallen = _workers.Where(worker => worker.HasExited).ToList();
        foreach (var worker in fallen)
        {
            Fallen++;
            hear($"worker {worker.Id} ended with {worker.ExitCode}: {string.Join(" / ", worker.Said.TakeLast(LastWords))}");
            await KillAsync(worker);
            Start(setting);
        }

        return fallen;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        _workers.Clear();
    }
}

/// <summary>What is special about a worker.</summary>
internal sealed record WorkerSetting
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Further arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>How it logs, and how much.</summary>
    public string Log { get; init; } = "json:warning";

    /// <summary>Another way to the database, or to the log of attempts; null for the usual one.</summary>
    public string? Url { get; init; }

    public string? Attempts { get; init; }
}

/// <summary>One <c>overparam worker</c>.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();

    private WorkerProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>What it wrote on stdout and stderr: warnings and errors, a JSON text a line.</summary>
    public IReadOnlyList<string> Said => [.. _said];

    public static WorkerProcess Start(string url, string attempts, string folder, WorkerSetting setting) => new(OverparamProgram.Start(
        folder,
        setting.Environment,
        [
            "worker", "--db", setting.Url ?? url, "--slots", "1", "--attempts", setting.Attempts ?? attempts,
            "--log", setting.Log, .. setting.Arguments,
        ]));

    /// <summary>Stops it in its tracks (SIGSTOP), or lets it go on (SIGCONT).</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public int OpenHandles() => Directory.GetFileSystemEntries($"/proc/{Id}/fd").Length;

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null)
        {
            _said.Enqueue(line);
        }
    }
}
