using System.Diagnostics;
using System.Text;
using OverparamBounds.Testing;

namespace OverparamBounds.Core.Tests.House;

/// <summary>The text files that git keeps.</summary>
internal static class TrackedFiles
{
    private const int BytesLookedAt = 8000;

    /// <summary>Paths below the root with their text; skips the test aloud where git does not answer.</summary>
    public static IReadOnlyList<(string Path, string Text)> Texts(string ending = "")
    {
        var texts = new List<(string, string)>();
        foreach (var path in List().Where(path => path.EndsWith(ending, StringComparison.Ordinal)))
        {
            var file = RepositoryRoot.File(path);
            if (!File.Exists(file))
            {
                continue;
            }

            var bytes = File.ReadAllBytes(file);
            if (!bytes.AsSpan(0, Math.Min(bytes.Length, BytesLookedAt)).Contains((byte)0))
            {
                texts.Add((path, Encoding.UTF8.GetString(bytes)));
            }
        }

        return texts;
    }

    private static string[] List()
    {
        var start = new ProcessStartInfo("git", ["-C", RepositoryRoot.Path, "ls-files", "-z"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using var git = Process.Start(start)!;
            var files = git.StandardOutput.ReadToEnd();
            var complaint = git.StandardError.ReadToEnd();
            git.WaitForExit();
            Assert.SkipUnless(git.ExitCode == 0, $"'git ls-files' does not list {RepositoryRoot.Path}: {complaint.Trim()}");
            return files.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            Assert.Skip($"git cannot be started: {missing.Message}");
            return [];
        }
    }
}
