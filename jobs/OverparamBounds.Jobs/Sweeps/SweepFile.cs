using OverparamBounds.Core.Specs;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>Reads sweeps from files.</summary>
public static class SweepFile
{
    /// <exception cref="RequestException">The file cannot be read, or lists everything wrong in it.</exception>
    public static SweepRequest Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (Directory.Exists(path))
            {
                throw new RequestException($"{path}: it is a folder; name a file.");
            }

            SweepText.CheckSize(file.Length, path);
            // A device claims to have no bytes and may never end, so no more is read than a sweep may have.
            using var stream = file.OpenRead();
            var content = new byte[SweepText.MostBytes + 1];
            var read = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return SweepText.Parse(content.AsSpan(0, read), path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RequestException($"{path}: it cannot be read ({problem.Message.TrimEnd('.')}); name a file that can.");
        }
    }
}
