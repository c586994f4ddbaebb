using System.Text.Json;
using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

public sealed class FindTests
{
    private static readonly string[] Quick =
        ["find", "xor", "--arch", "mlp(act=tanh)", "--steps", "600", "--widths", "1..32", "--ratio", "2", "--lanes", "64", "--json"];

    [Fact]
    public async Task The_answer_is_one_JSON_document_with_the_names_of_the_contract()
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, Quick);

        Assert.Equal(0, finished.ExitCode);
        using var json = JsonDocument.Parse(finished.Output);
        var root = json.RootElement;
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal("xor", root.GetProperty("spec").GetProperty("task").GetString());
        Assert.Equal("mlp(act=tanh,depth=1)", root.GetProperty("spec").GetProperty("architecture").GetString());
        Assert.Equal("certified", root.GetProperty("smallest").GetProperty("status").GetString());
        Assert.Equal(2, root.GetProperty("smallest").GetProperty("widthInterval").GetArrayLength());
        Assert.Equal(4, root.GetProperty("data").GetProperty("samples").GetInt32());
        Assert.All(
            root.GetProperty("cells").EnumerateArray(),
            cell => Assert.Equal(cell.GetProperty("fitted").GetInt32(), cell.GetProperty("outcomes").GetProperty("fitted").GetInt32()));
        Assert.Contains(root.GetProperty("bounds").EnumerateArray(), bound => bound.GetProperty("id").GetString() == "haeffele2017");
        foreach (var file in root.GetProperty("files").EnumerateObject())
        {
            Assert.True(new FileInfo(Path.Combine(folder.Path, file.Value.GetString()!)) is { Exists: true, Length: > 0 }, file.Value.GetString());
        }
    }

    [Fact]
    public async Task The_second_run_of_a_question_trains_nothing_and_answers_the_same()
    {
        using var folder = new TemporaryFolder();

        var first = await OverparamProcess.RunAsync(folder.Path, Quick);
        var second = await OverparamProcess.RunAsync(folder.Path, Quick);

        using var one = JsonDocument.Parse(first.Output);
        using var two = JsonDocument.Parse(second.Output);
        var cost = two.RootElement.GetProperty("cost");
        Assert.Equal(cost.GetProperty("trainings").GetInt32(), cost.GetProperty("reused").GetInt32());
        Assert.Equal(Text(one, "smallest"), Text(two, "smallest"));
        Assert.Equal(Text(one, "cells"), Text(two, "cells"));
    }

    [Fact]
    public async Task What_is_stored_can_be_listed_exported_plotted_and_replayed()
    {
        using var folder = new TemporaryFolder();
        var found = await OverparamProcess.RunAsync(folder.Path, Quick);
        using var answer = JsonDocument.Parse(found.Output);
        var sweep = answer.RootElement.GetProperty("sweep").GetString()!;

        using var smallest = await JsonAsync(folder, "results", "smallest", "--json");
        using var cells = await JsonAsync(folder, "results", "cells", sweep, "--json");
        using var trials = await JsonAsync(folder, "results", "trials", sweep[..6], "--limit", "100000", "--json");
        var csv = await OverparamProcess.RunAsync(folder.Path, "results", "export", sweep);
        var ids = trials.RootElement.EnumerateArray().Where((_, index) => index % 40 == 0).Select(row => row.GetProperty("trial").GetString()!).Take(5);
        using var replayed = await JsonAsync(folder, ["replay", .. ids, "--json"]);
        using var plotted = await JsonAsync(folder, "plot", "success", sweep, "--out", "figures", "--json");

        Assert.True(JsonElement.DeepEquals(answer.RootElement.GetProperty("smallest"), smallest.RootElement[0].GetProperty("smallest")));
        Assert.Equal(
            answer.RootElement.GetProperty("cells").EnumerateArray().Sum(cell => cell.GetProperty("trials").GetInt32()),
            cells.RootElement.EnumerateArray().Sum(cell => cell.GetProperty("trials").GetInt32()));
        Assert.Equal(trials.RootElement.GetArrayLength() + 1, csv.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(replayed.RootElement.EnumerateArray(), row => Assert.True(row.GetProperty("confirmed").GetBoolean()));
        Assert.Equal(3, Directory.EnumerateFiles(folder.File("figures")).Count());
        Assert.NotEmpty(plotted.RootElement.EnumerateObject());
    }

    [Fact]
    public async Task Several_sweeps_are_drawn_on_one_axis()
    {
        using var folder = new TemporaryFolder();
        var sweeps = new List<string>();
        foreach (var activation in (string[])["relu", "tanh"])
        {
            using var found = await JsonAsync(
                folder, "find", "xor", "--arch", $"mlp(act={activation})", "--grid", "1,16", "--seeds", "100", "--steps", "1000", "--json");
            sweeps.Add(found.RootElement.GetProperty("sweep").GetString()!);
        }

        using var plotted = await JsonAsync(folder, ["plot", "curves", .. sweeps, "--out", "figures", "--json"]);
        var refused = await OverparamProcess.RunAsync(folder.Path, ["plot", "success", .. sweeps]);

        var lines = await File.ReadAllLinesAsync(
            folder.File($"figures/{sweeps[0]}-2-sweeps-curves.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(3, plotted.RootElement.EnumerateObject().Count());
        Assert.Equal(["act=relu", "act=relu", "act=tanh", "act=tanh"], lines.Where(line => line.StartsWith("Point", StringComparison.Ordinal)).Select(line => line.Split(',')[2]).Order());
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("'curves'", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_that_runs_out_ends_with_exit_code_3()
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, "find", "xor", "--budget", "30", "--quiet");

        Assert.Equal(3, finished.ExitCode);
        Assert.Contains("undecided", finished.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4", "3", 3)]
    [InlineData("1,16", "200", 0)]
    public async Task A_complete_grid_ends_with_the_exit_code_of_its_answer(string grid, string seeds, int code)
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, "find", "xor", "--grid", grid, "--seeds", seeds, "--steps", "1000", "--quiet");

        Assert.Equal(code, finished.ExitCode);
    }

    [Fact]
    public async Task Deep_networks_may_be_asked_about_from_any_width_on()
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(
            folder.Path, "find", "xor", "--arch", "mlp(depth=2)", "--widths", "2897..2900", "--steps", "1", "--budget", "2", "--lanes", "2", "--quiet");

        Assert.Equal(3, finished.ExitCode);
    }

    [Fact]
    public async Task Odd_parity_without_biases_ends_above_the_grid()
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(
            folder.Path, "find", "parity(d=3,k=3)", "--arch", "mlp(bias=false)", "--steps", "300", "--widths", "1..64", "--quiet");

        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("aboveGrid", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_of_the_users_own_is_a_task()
    {
        using var folder = new TemporaryFolder();
        folder.Write("my table.csv", "height;,weight,\"kind, of\"\n1,2,a\n2,1,b\n3,9,a\n9,3,b\n4,7,a\n7,4,b\n");

        var finished = await OverparamProcess.RunAsync(
            folder.Path, "find", "csv(path=my table.csv,target=\"kind, of\")", "--widths", "1..64", "--ratio", "4", "--quiet");

        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("Smallest width", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_shelf_of_the_catalogue_can_be_read()
    {
        using var folder = new TemporaryFolder();

        using var catalogue = await JsonAsync(folder, "catalog", "--json");

        Assert.Equal(
            ["task", "architecture", "strategy", "optimizer", "criterion", "bound", "figure"],
            catalogue.RootElement.EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()!).Distinct());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static async Task<JsonDocument> JsonAsync(TemporaryFolder folder, params IEnumerable<string> arguments)
    {
        var finished = await OverparamProcess.RunAsync(folder.Path, arguments);
        Assert.True(finished.ExitCode == 0, finished.Errors);
        return JsonDocument.Parse(finished.Output);
    }

    private static string Text(JsonDocument document, string property) => document.RootElement.GetProperty(property).GetRawText();
}
