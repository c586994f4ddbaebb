using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

/// <summary>Sweeps handed in to the queue and done by worker processes, on a server and on a file.</summary>
public sealed class QueueTests(PostgresCluster cluster)
{
    private const string Sweep =
        """
        { "name": "xor twice", "task": "xor", "architecture": ["mlp(act=tanh)", "mlp(act=relu)"], "steps": 600,
          "search": { "widths": "1..32", "ratio": 2, "lanes": 64 } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_workers_of_which_one_is_killed_answer_as_find_does_digest_for_digest()
    {
        var url = await cluster.CreateDatabaseAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("sweep.json"), Sweep, Token);
        Assert.Equal(0, (await OverparamProcess.RunAsync(folder.Path, "sweep", "submit", "sweep.json", "--db", url)).ExitCode);
        var workers = Enumerable.Range(0, 3).Select(_ => Work(folder, url)).ToList();

        await UntilAsync(folder, url, status => status.GetProperty("done").GetInt32() > 0);
        workers[0].Kill();
        using var ended = await JsonAsync(folder, "sweep", "status", await IdAsync(folder, url), "--wait", "--json", "--db", url);

        Assert.Equal("finished", ended.RootElement.GetProperty("state").GetString());
        foreach (var curve in ended.RootElement.GetProperty("curves").EnumerateArray())
        {
            using var found = await JsonAsync(
                folder, "find", "xor", "--arch", curve.GetProperty("architecture").GetString()!, "--steps", "600", "--widths", "1..32", "--ratio", "2",
                "--lanes", "64", "--json", "--db", "alone.db");
            Assert.Equal(found.RootElement.GetProperty("sweep").GetString(), curve.GetProperty("question").GetString());
            Assert.True(JsonElement.DeepEquals(found.RootElement.GetProperty("smallest"), curve.GetProperty("smallest")));
            string[] listing = ["results", "trials", curve.GetProperty("question").GetString()!, "--limit", "100000", "--json", "--db"];
            using var alone = await JsonAsync(folder, [.. listing, "alone.db"]);
            using var together = await JsonAsync(folder, [.. listing, url]);
            Assert.Equal(Digests(alone), Digests(together));
        }

        foreach (var worker in workers.Skip(1))
        {
            await Terminate(worker);
            Assert.Equal(0, worker.ExitCode);
        }
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_gives_back_what_it_holds()
    {
        var url = await cluster.CreateDatabaseAsync();
        using var folder = new TemporaryFolder();

        // Blocks of which each takes far longer than the patience that the worker is given.
        await File.WriteAllTextAsync(folder.File("sweep.yaml"), "{ name: slow, task: digits, steps: 1000000, optimizer: gd(lr=1e-9), grid: { widths: [64], seeds: 32 } }", Token);
        await OverparamProcess.RunAsync(folder.Path, "sweep", "submit", "sweep.yaml", "--db", url);
        var worker = OverparamProcess.Start(folder.Path, "worker", "--db", url, "--slots", "1", "--drain", "1s", "--log", "text:warning");
        await UntilAsync(folder, url, status => status.GetProperty("running").GetInt32() == 1);

        await Terminate(worker);

        Assert.Equal(0, worker.ExitCode);
        var status = await StatusAsync(folder, url);
        Assert.Equal((0, "running"), (status.GetProperty("running").GetInt32(), status.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Two_workers_on_one_file_are_one_too_many()
    {
        using var folder = new TemporaryFolder();
        var first = OverparamProcess.Start(folder.Path, "worker", "--db", "queue.db", "--log", "text");
        while (await first.StandardError.ReadLineAsync(Token) is { } line && !line.Contains("registered", StringComparison.Ordinal))
        {
        }

        var second = await OverparamProcess.RunAsync(folder.Path, "worker", "--db", "queue.db");
        await Terminate(first);

        Assert.Equal(2, second.ExitCode);
        Assert.Contains("postgres://", second.Errors, StringComparison.Ordinal);
        Assert.Equal(0, first.ExitCode);
    }

    [Fact]
    public async Task A_server_works_on_a_file_and_tells_how_it_is()
    {
        using var folder = new TemporaryFolder();
        var address = $"http://127.0.0.1:{FreePort()}";
        await File.WriteAllTextAsync(folder.File("sweep.json"), Sweep, Token);
        var server = OverparamProcess.Start(folder.Path, "serve", "--db", "queue.db", "--listen", address, "--log", "json");
        using var http = new HttpClient { BaseAddress = new(address) };
        var ready = HttpStatusCode.NotFound;
        while (ready != HttpStatusCode.OK)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);
                ready = answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }
        }

        // Another process hands in; the server finds it in the file.
        var ended = await OverparamProcess.RunAsync(folder.Path, "sweep", "submit", "sweep.json", "--wait", "--json", "--db", "queue.db");
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Token);
        var log = server.StandardError.ReadToEndAsync(Token);
        await Terminate(server);

        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Contains("overparam_trials_stored", metrics, StringComparison.Ordinal);
        Assert.Contains("overparam_blocks_held", metrics, StringComparison.Ordinal);
        Assert.Equal(0, server.ExitCode);
        Assert.Contains((await log).Split('\n'), line => line.StartsWith('{') && JsonDocument.Parse(line).RootElement.GetProperty("EventId").GetInt32() == 16);
    }

    [Fact]
    public async Task A_wrong_sweep_is_refused_before_anything_is_made()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("sweep.json"), """{ "name": "x", "task": "xorr", "search": {} }""", Token);

        foreach (var verb in (string[])["submit", "run", "plan"])
        {
            var refused = await OverparamProcess.RunAsync(folder.Path, "sweep", verb, "sweep.json", "--db", "queue.db");

            Assert.Equal((2, string.Empty), (refused.ExitCode, refused.Output));
            Assert.Contains("sweep.json:1:", refused.Errors, StringComparison.Ordinal);
            Assert.Contains("Did you mean 'xor'?", refused.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(["sweep.json"], Directory.GetFileSystemEntries(folder.Path).Select(file => Path.GetFileName(file)));
    }

    private static Process Work(TemporaryFolder folder, string url)
    {
        var worker = OverparamProcess.Start(folder.Path, "worker", "--db", url, "--slots", "1", "--log", "text:warning");
        worker.BeginErrorReadLine();
        return worker;
    }

    private static async Task Terminate(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(Token);
    }

    private static async Task UntilAsync(TemporaryFolder folder, string url, Func<JsonElement, bool> holds)
    {
        while (!holds(await StatusAsync(folder, url)))
        {
        }
    }

    private static async Task<JsonElement> StatusAsync(TemporaryFolder folder, string url)
    {
        using var sweeps = await JsonAsync(folder, "sweep", "list", "--json", "--db", url);
        return sweeps.RootElement[0].Clone();
    }

    private static async Task<string> IdAsync(TemporaryFolder folder, string url) =>
        (await StatusAsync(folder, url)).GetProperty("sweep").GetString()!;

    private static List<string> Digests(JsonDocument trials) =>
        [.. trials.RootElement.EnumerateArray().Select(row => $"{row.GetProperty("trial")} {row.GetProperty("digest")}")];

    private static async Task<JsonDocument> JsonAsync(TemporaryFolder folder, params IEnumerable<string> arguments)
    {
        var finished = await OverparamProcess.RunAsync(folder.Path, arguments);
        Assert.True(finished.ExitCode is 0 or 3, finished.Errors);
        return JsonDocument.Parse(finished.Output);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
