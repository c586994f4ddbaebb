using System.Text;
using OverparamBounds.Jobs.Sweeps;
using OverparamBounds.Testing;

namespace OverparamBounds.Jobs.Tests.Sweeps;

/// <summary>The sweeps that ship, and short ways to sweeps in tests.</summary>
internal static class Examples
{
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Directory.EnumerateFiles(RepositoryRoot.File("jobs", "sweeps"))
            .Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public static BoundSweep Bind(string text, string fileName = "test.yaml") =>
        SweepBinder.Bind(SweepText.Parse(Encoding.UTF8.GetBytes(text), fileName), TestContext.Current.CancellationToken);

    public static BoundSweep BindFile(string path) => SweepBinder.Bind(SweepFile.Read(path), TestContext.Current.CancellationToken);
}
