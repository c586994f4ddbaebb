using System.Text.RegularExpressions;
using OverparamBounds.Testing;

namespace OverparamBounds.Core.Tests.House;

/// <summary>What no file of the repository may say. The words looked for are put together here, so that this file may stay.</summary>
public sealed partial class RepositoryTextTests
{
    private static readonly string[] MachinePaths = ["../" + "shared", "/" + "work/"];

    private static readonly string[] Registries =
    [
        "nuget" + ".org", "pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com", "crates" + ".io",
        "myget" + ".org", "nuget.pkg" + ".github.com", "jfrog" + ".io",
    ];

    private static readonly string[] Leftovers = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "XX" + "X"];

    [Fact]
    public void No_file_leans_on_a_folder_of_the_machine_it_was_written_on()
    {
        var leaning = TrackedFiles.Texts()
            .Where(file => MachinePaths.Any(path => file.Text.Contains(path, StringComparison.Ordinal)))
            .Where(file => !SkipsWithoutIt(file.Path, file.Text))
            .Select(file => file.Path);

        Assert.Empty(leaning);
    }

    [Fact]
    public void No_file_names_a_package_registry()
    {
        var naming = TrackedFiles.Texts()
            .Where(file => Registries.Any(host => file.Text.Contains(host, StringComparison.OrdinalIgnoreCase)))
            .Select(file => file.Path);

        Assert.Empty(naming);
    }

    [Fact]
    public void No_source_file_holds_unfinished_work()
    {
        var unfinished = TrackedFiles.Texts(".cs")
            .SelectMany(file => Leftovers
                .Where(word => Regex.IsMatch(file.Text, $@"\b{word}\b"))
                .Select(word => $"{file.Path}: {word}"));

        Assert.Empty(unfinished);
    }

    [Fact]
    public void Every_database_has_the_same_numbered_scripts_without_a_gap()
    {
        var databases = Directory.GetDirectories(RepositoryRoot.File("db")).Order(StringComparer.Ordinal)
            .ToDictionary(folder => Path.GetFileName(folder), Scripts);

        Assert.Contains("sqlite", databases.Keys);
        Assert.All(databases.Values, scripts => Assert.Equal(databases["sqlite"], scripts));
        Assert.All(databases.Values, scripts => Assert.All(scripts, script => Assert.Matches(ScriptForm(), script)));
        Assert.All(databases.Values, scripts => Assert.Equal(
            Enumerable.Range(1, scripts.Count).Select(number => $"{number:0000}"),
            scripts.Select(script => script[..4])));
    }

    /// <summary>A test may read a folder beside the repository where it says so and passes without it.</summary>
    private static bool SkipsWithoutIt(string path, string text) =>
        path.StartsWith("tests/", StringComparison.Ordinal)
        && path.EndsWith(".cs", StringComparison.Ordinal)
        && text.Contains("Assert.Skip", StringComparison.Ordinal);

    private static List<string> Scripts(string folder) =>
        [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [GeneratedRegex("^[0-9]{4}_[a-z0-9_]+\\.sql$")]
    private static partial Regex ScriptForm();
}
