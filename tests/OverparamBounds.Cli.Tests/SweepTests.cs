using System.Text.Json;
using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

/// <summary>The price of a sweep, through the real program.</summary>
public sealed class SweepTests
{
    private static readonly string Example = RepositoryRoot.File("jobs", "sweeps", "xor-grid.yaml");

    [Fact]
    public async Task A_plan_in_JSON_has_the_numbers_of_the_page_and_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();

        var page = await OverparamProcess.RunAsync(folder.Path, "sweep", "plan", Example, "--threads", "2");
        var document = await OverparamProcess.RunAsync(folder.Path, "sweep", "plan", Example, "--threads", "2", "--json");

        Assert.Equal((0, 0), (page.ExitCode, document.ExitCode));
        using var json = JsonDocument.Parse(document.Output);
        var root = json.RootElement;
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal(2, root.GetProperty("questions").GetArrayLength());
        Assert.Equal(2400, root.GetProperty("trainings").GetProperty("most").GetDouble());
        Assert.True(root.GetProperty("coreMinutes").GetProperty("most").GetDouble() > 0);
        Assert.Contains(root.GetProperty("sweep").GetString()!, page.Output, StringComparison.Ordinal);
        Assert.Contains("2400", page.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_plan_of_many_questions_is_grouped()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("many.yaml", "name: many\ntask: xor\nseed: 0..99\noptimizer: [adam, gd]\nsearch: {}\n");

        var page = await OverparamProcess.RunAsync(folder.Path, "sweep", "plan", path);

        Assert.Equal(0, page.ExitCode);
        Assert.Contains("200 questions", page.Output, StringComparison.Ordinal);
        Assert.InRange(page.Output.Split('\n').Length, 5, 20);
    }

    [Fact]
    public async Task The_schema_is_printed_as_published()
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, "sweep", "schema");

        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(
            await File.ReadAllTextAsync(RepositoryRoot.File("jobs", "sweeps", "sweep.schema.json"), TestContext.Current.CancellationToken),
            finished.Output);
    }

    [Theory]
    [InlineData("name: a\ntask: xorr\nsearch: {}\n", "bad.yaml:2:7: task: no task is called 'xorr'", "--json")]
    [InlineData("name: a\ntask: xor\n", "neither search nor grid", "--json")]
    [InlineData("name: a\ntask: xor\nsearch: {}\n", "device", "--device", "warp")]
    [InlineData("name: a\ntask: xor\nsearch: {}\n", "threads", "--threads", "0")]
    public async Task A_wrong_sweep_is_refused(string text, string word, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bad.yaml", text);

        var finished = await OverparamProcess.RunAsync(folder.Path, ["sweep", "plan", "bad.yaml", .. options]);

        Assert.Equal((2, string.Empty), (finished.ExitCode, finished.Output));
        Assert.Contains(word, finished.Errors, StringComparison.Ordinal);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused()
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, "sweep", "plan", "nowhere.yaml");

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains("nowhere.yaml", finished.Errors, StringComparison.Ordinal);
    }
}
