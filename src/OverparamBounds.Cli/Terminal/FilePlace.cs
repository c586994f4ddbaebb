using OverparamBounds.Core.Specs;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Looks at where a file is to be written before any work is done for it.</summary>
internal static class FilePlace
{
    /// <exception cref="RequestException">The folder is not there.</exception>
    public static void Check(string option, string? path)
    {
        if (path is not null && Path.GetDirectoryName(Path.GetFullPath(path)) is var folder && !Directory.Exists(folder))
        {
            throw new RequestException($"{option} {path}: there is no folder {folder}. Make it, or name another.");
        }
    }
}
