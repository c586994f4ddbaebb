namespace OverparamBounds.Storage.Sqlite;

/// <summary>A lock on a file beside the ledger that the operating system drops when the process dies.</summary>
/// <remarks>
/// The file is left lying when the lock is given up: one that is removed could be locked by two at a time, each with a
/// file of the same name. The operating system locks for a process, so a list of what this process holds stands beside it.
/// </remarks>
internal sealed class ProcessLock : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Held> Files = [];
    private readonly string _file;
    private bool _isGivenUp;

    private ProcessLock(string file, bool isFirst) => (_file, IsFirst) = (file, isFirst);

    /// <summary>Whether nobody in this process held it when it was taken.</summary>
    public bool IsFirst { get; }

    /// <param name="isShared">Whether others in this process may hold it too.</param>
    /// <returns>Null where somebody holds it.</returns>
    public static ProcessLock? TryTake(string file, bool isShared)
    {
        lock (Gate)
        {
            if (Files.TryGetValue(file, out var held))
            {
                held.Holders += isShared ? 1 : 0;
                return isShared ? new(file, isFirst: false) : null;
            }

            if (TryOpen(file) is not { } stream)
            {
                return null;
            }

            Files[file] = new(stream);
            return new(file, isFirst: true);
        }
    }

    /// <summary>Whether somebody holds it, here or in another process.</summary>
    public static bool IsHeld(string file)
    {
        lock (Gate)
        {
            if (Files.ContainsKey(file))
            {
                return true;
            }

            using var stream = TryOpen(file);
            return stream is null;
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            if (_isGivenUp)
            {
                return;
            }

            _isGivenUp = true;
            var held = Files[_file];
            if (--held.Holders == 0)
            {
                Files.Remove(_file);
                held.Stream.Dispose();
            }
        }
    }

    private static FileStream? TryOpen(string file)
    {
        try
        {
            return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException problem) when (problem is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }

    private sealed class Held(FileStream stream)
    {
        public FileStream Stream => stream;

        public int Holders { get; set; } = 1;
    }
}
