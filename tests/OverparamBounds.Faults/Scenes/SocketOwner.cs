using System.Globalization;

namespace OverparamBounds.Faults.Scenes;

/// <summary>Finds the process behind a TCP connection, from what Linux tells of sockets.</summary>
internal static class SocketOwner
{
    /// <param name="port">Its end of the connection.</param>
    public static bool Owns(int processId, int port)
    {
        var local = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        var inode = File.ReadLines("/proc/net/tcp").Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(cells => cells[1].EndsWith(local, StringComparison.Ordinal))?[9];
        return inode is not null && Sockets(processId).Contains($"socket:[{inode}]");
    }

    private static IEnumerable<string?> Sockets(int processId)
    {
        try
        {
            return [.. new DirectoryInfo($"/proc/{processId}/fd").GetFileSystemInfos().Select(entry => entry.LinkTarget)];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
