using System.Text.Json;
using OverparamBounds.Testing;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace OverparamBounds.Cli.Tests;

/// <summary>The program with its ledger on a server.</summary>
public sealed class PostgresTests(PostgresCluster cluster)
{
    private static readonly string[] Quick =
        ["find", "xor", "--arch", "mlp(act=tanh)", "--steps", "600", "--widths", "1..32", "--ratio", "2", "--lanes", "64", "--json"];

    [Fact]
    public async Task What_was_found_is_kept_on_the_server_and_is_what_a_file_would_keep()
    {
        var url = await cluster.CreateDatabaseAsync();
        using var folder = new TemporaryFolder();
        using var beside = new TemporaryFolder();
        (string, string)[] ledger = [("OVERPARAM_DB", url)];

        using var first = await JsonAsync(folder, [], [.. Quick, "--db", url]);
        using var second = await JsonAsync(folder, ledger, Quick);
        using var file = await JsonAsync(beside, [], Quick);

        // The second run trains nothing.
        var cost = second.RootElement.GetProperty("cost");
        Assert.Equal(cost.GetProperty("trainings").GetInt32(), cost.GetProperty("reused").GetInt32());
        foreach (var part in new[] { "sweep", "smallest", "cells" })
        {
            Assert.Equal(Text(first, part), Text(second, part));
            Assert.Equal(Text(first, part), Text(file, part));
        }

        var sweep = first.RootElement.GetProperty("sweep").GetString()!;
        string[] listing = ["results", "trials", sweep, "--limit", "100000", "--json"];
        using var trials = await JsonAsync(folder, ledger, listing);
        using var trialsInFile = await JsonAsync(beside, [], listing);
        Assert.Equal(Digests(trialsInFile), Digests(trials));

        using var smallest = await JsonAsync(folder, ledger, ["results", "smallest", "--json"]);
        Assert.True(JsonElement.DeepEquals(first.RootElement.GetProperty("smallest"), smallest.RootElement[0].GetProperty("smallest")));
        using var replayed = await JsonAsync(folder, ledger, ["replay", trials.RootElement[7].GetProperty("trial").GetString()!, "--json"]);
        Assert.True(replayed.RootElement[0].GetProperty("confirmed").GetBoolean());
        using var status = await JsonAsync(folder, ledger, ["db", "status", "--json"]);
        Assert.Equal(trials.RootElement.GetArrayLength(), status.RootElement.GetProperty("trials").GetInt32());
        Assert.Equal(PathAndHost(url), PathAndHost(status.RootElement.GetProperty("database").GetString()!));
        Assert.False(File.Exists(folder.File("overparam.db")));

        // Whatever was written down, the password is not in it.
        var password = new Uri(url).UserInfo.Split(':')[1];
        Assert.All(
            Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories),
            written => Assert.DoesNotContain(password, File.ReadAllText(written), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_schema_is_made_by_those_who_migrate_and_not_by_those_who_ask()
    {
        var url = await cluster.CreateDatabaseAsync();
        using var folder = new TemporaryFolder();

        var asked = await OverparamProcess.RunAsync(folder.Path, "db", "status", "--db", url);
        var made = await OverparamProcess.RunAsync(folder.Path, "db", "migrate", "--db", url);
        var askedAgain = await OverparamProcess.RunAsync(folder.Path, "db", "status", "--db", url);

        Assert.Equal((2, 0, 0), (asked.ExitCode, made.ExitCode, askedAgain.ExitCode));
        Assert.Contains("holds no ledger", asked.Errors, StringComparison.Ordinal);
        Assert.Contains("schema 0003_add_training_memory, 0 questions, 0 sweeps, 0 cells, 0 trials, 0 events", made.Output, StringComparison.Ordinal);
        Assert.Equal(made.Output, askedAgain.Output);
    }

    [Fact]
    public async Task A_server_that_refuses_ends_the_run_before_it_trains_and_tells_no_password()
    {
        var url = await cluster.CreateDatabaseAsync();
        using var folder = new TemporaryFolder();
        foreach (var (location, expected) in new[]
        {
            (cluster.Url(new Uri(url).AbsolutePath[1..], "wr0ng"), "the server refuses user 'overparam'"),
            (cluster.Url("no-such-database"), "the server has no such database. Make it with 'createdb "),
            ("postgres://ada:wr0ng@127.0.0.1:1/ledger", "no server answers there"),
            ("postgres://ada:wr0ng@127.0.0.1/", "names no database"),
        })
        {
            foreach (var verbose in (string[][])[[], ["--verbose"]])
            {
                var finished = await OverparamProcess.RunAsync(folder.Path, [.. Quick, "--db", location, .. verbose]);

                Assert.Equal((2, string.Empty), (finished.ExitCode, finished.Output));
                Assert.Contains(expected, finished.Errors, StringComparison.Ordinal);
                Assert.DoesNotContain("wr0ng", finished.Errors, StringComparison.Ordinal);
                Assert.DoesNotContain(new Uri(url).UserInfo.Split(':')[1], finished.Errors, StringComparison.Ordinal);
            }
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static async Task<JsonDocument> JsonAsync(
        TemporaryFolder folder, (string Name, string Value)[] environment, IEnumerable<string> arguments)
    {
        var finished = await OverparamProcess.RunAsync(folder.Path, environment, arguments);
        Assert.True(finished.ExitCode == 0, finished.Errors);
        return JsonDocument.Parse(finished.Output);
    }

    private static List<string> Digests(JsonDocument trials) =>
        [.. trials.RootElement.EnumerateArray().Select(row => $"{row.GetProperty("trial")} {row.GetProperty("digest")}")];

    private static string PathAndHost(string url)
    {
        var place = new Uri(url);
        return place.Authority + place.AbsolutePath;
    }

    private static string Text(JsonDocument document, string property) => document.RootElement.GetProperty(property).GetRawText();
}
