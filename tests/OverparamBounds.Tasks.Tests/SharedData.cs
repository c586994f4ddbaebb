using OverparamBounds.Testing;

namespace OverparamBounds.Tasks.Tests;

/// <summary>Data files that lie beside the repository where there are any, and belong to no one's checkout.</summary>
internal static class SharedData
{
    /// <summary>The quoted path of a file; skips the test where it is absent.</summary>
    public static string Path(params string[] parts)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine([RepositoryRoot.Path, "..", "shared", "data", .. parts]));
        Assert.SkipUnless(File.Exists(path), $"There is no data file {path} on this machine.");
        return $"\"{path}\"";
    }
}
