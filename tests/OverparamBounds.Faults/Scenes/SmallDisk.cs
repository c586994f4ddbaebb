using System.Diagnostics;
using System.Globalization;

namespace OverparamBounds.Faults.Scenes;

/// <summary>A file system of a few MiB in memory, that can be filled to the brim and emptied again. Only root can make one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Whether this user may mount, and has what it takes.</summary>
    public static bool CanBeMade => OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/bin/mount");

    /// <param name="options">Further options of mount, such as <c>ro</c>.</param>
    /// <exception cref="InvalidOperationException">mount refuses; says what it said.</exception>
    public static async Task<SmallDisk> MountAsync(int kibibytes, params IEnumerable<string> options)
    {
        var folder = Directory.CreateTempSubdirectory("overparam-disk-").FullName;
        await CommandAsync("mount", "-t", "tmpfs", "-o", string.Join(',', [Size(kibibytes), "mode=1777", .. options]), "tmpfs", folder);
        return new(folder);
    }

    /// <summary>Gives it another size, while files are open.</summary>
    public Task ResizeAsync(int kibibytes) => CommandAsync("mount", "-o", $"remount,{Size(kibibytes)}", Path);

    /// <summary>Takes all that is left.</summary>
    /// <returns>How much that was, in bytes.</returns>
    public long Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            return file.Length;
        }
    }

    /// <summary>Gives back what <see cref="Fill"/> took.</summary>
    public void Empty() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await CommandAsync("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static string Size(int kibibytes) => string.Create(CultureInfo.InvariantCulture, $"size={kibibytes}k");

    private static async Task CommandAsync(string program, params IEnumerable<string> arguments)
    {
        using var command = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = await command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        if (command.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program}: {said.Trim()}");
        }
    }
}
