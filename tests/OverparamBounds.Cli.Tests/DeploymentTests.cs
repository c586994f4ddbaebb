using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

/// <summary>The files that deploy the program say nothing that the program does not know.</summary>
public sealed partial class DeploymentTests
{
    [Theory]
    [InlineData("p$w@/", 0)]
    [InlineData("", 1)]
    [InlineData(null, 1)]
    public async Task Compose_starts_with_a_password_and_with_nothing_less(string? password, int expected)
    {
        Assert.SkipUnless(IsOnPath("docker-compose"), "docker-compose is not installed; 'apt-get install docker-compose' brings it.");
        using var folder = new TemporaryFolder();
        File.Copy(RepositoryRoot.File("docker-compose.yml"), folder.File("docker-compose.yml")); // Away from anyone's .env.

        var finished = await RunAsync("docker-compose", folder.Path, [new("OVERPARAM_DB_PASSWORD", password)], "config", "-q");

        Assert.Equal(expected, finished.ExitCode);
        Assert.Equal(expected != 0, finished.Errors.Contains("set it in .env", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_variable_of_compose_is_in_the_example_or_on_the_page()
    {
        var told = DeploymentFiles.Text(".env.example") + DeploymentFiles.Page;

        var variables = Variable().Matches(DeploymentFiles.Compose).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Contains("OVERPARAM_DB_PASSWORD", variables);
        Assert.All(variables, variable => Assert.Contains(variable, told, StringComparison.Ordinal));
        Assert.DoesNotMatch(@"(?m)^[^#\n]*PASSWORD=\S", DeploymentFiles.Text(".env.example"));
    }

    [Fact]
    public async Task Every_verb_and_option_that_a_deployment_uses_exists()
    {
        using var folder = new TemporaryFolder();

        var files = DeploymentFiles.Commands.Select(command => command.File).ToHashSet();
        Assert.Superset(
            new HashSet<string>
            {
                "docker-compose.yml", "Dockerfile", "docs/deploy.md", "eng/slurm/cpu-workers.sbatch", "eng/slurm/gpu-workers.sbatch",
                "eng/systemd/overparam-server.service", "eng/systemd/overparam-worker.service", "eng/systemd/overparam-worker@.service",
            },
            files);
        foreach (var verb in DeploymentFiles.Commands.GroupBy(command => string.Join(' ', command.Verbs)))
        {
            var help = await OverparamProcess.RunAsync(folder.Path, [.. verb.First().Verbs, "--help"]);

            Assert.True(
                help.Output.Contains($"  overparam {verb.Key} ", StringComparison.Ordinal),
                $"{string.Join(", ", verb.Select(command => command.File))}: there is no 'overparam {verb.Key}'");
            Assert.All(
                verb.SelectMany(command => command.Options.Select(option => (command.File, Option: option))),
                used => Assert.Matches($@"(?m)^  {Regex.Escape(used.Option)}\s", help.Output));
        }
    }

    [Fact]
    public void Every_container_is_asked_how_it_is_where_it_tells_it()
    {
        var told = Ports("docker-compose.yml");
        var inImage = Ports("Dockerfile");

        var asked = Probe().Matches(DeploymentFiles.Compose).Select(match => match.Groups[1].Value).ToHashSet();
        var askedInImage = Probe().Matches(DeploymentFiles.Dockerfile).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Equal(["8080", "8081"], told.Order(StringComparer.Ordinal));
        Assert.Equal(told, asked);
        Assert.Equal(["8081"], inImage);
        Assert.Equal(inImage, askedInImage);
    }

    [Theory]
    [InlineData("200 OK", true)]
    [InlineData("503 Service Unavailable", false)]
    [InlineData("404 Not Found", false)]
    public async Task The_probe_succeeds_where_the_answer_is_200(string status, bool expected)
    {
        Assert.SkipUnless(IsOnPath("bash"), "There is no bash on this machine.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = $"{((IPEndPoint)listener.LocalEndpoint).Port}";
        var answering = AnswerAsync(listener, status);

        var finished = await RunAsync(
            "bash", RepositoryRoot.Path, [], RepositoryRoot.File("eng", "docker", "probe.sh"), port, "/health/ready");

        Assert.Equal("GET /health/ready HTTP/1.1", await answering);
        Assert.Equal(expected, finished.ExitCode == 0);
    }

    [Fact]
    public async Task Scripts_parse()
    {
        Assert.SkipUnless(IsOnPath("bash"), "There is no bash on this machine.");
        foreach (var script in DeploymentFiles.Scripts)
        {
            var finished = await RunAsync("bash", RepositoryRoot.Path, [], "-n", script);

            Assert.True(finished.ExitCode == 0, finished.Errors);
        }
    }

    [Fact]
    public void Every_metric_on_the_page_is_counted()
    {
        var source = DeploymentFiles.Text("jobs/OverparamBounds.Jobs/Workers/WorkerMetrics.cs")
            + DeploymentFiles.Text("jobs/OverparamBounds.Jobs/Hosting/QueueHost.cs");
        var counted = Counted().Matches(source).Select(match => match.Groups[1].Value).ToHashSet();

        var named = Named().Matches(DeploymentFiles.Page).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Equal(counted.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static HashSet<string> Ports(string file) =>
        [.. DeploymentFiles.Commands.Where(command => command.File == file).Select(command => command.Port).OfType<string>()];

    /// <returns>The first line of the request.</returns>
    private static async Task<string?> AnswerAsync(TcpListener listener, string status)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        var request = await reader.ReadLineAsync(TestContext.Current.CancellationToken);

        // A server that closes before all was read resets the connection, and its answer may be lost.
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 })
        {
        }

        await using var writer = new StreamWriter(client.GetStream());
        await writer.WriteAsync($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return request;
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<OverparamProcess.Finished> RunAsync(
        string program, string folder, KeyValuePair<string, string?>[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value; // Null takes it away.
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await errors);
    }

    [GeneratedRegex(@"\$\{([A-Z_]+)")]
    private static partial Regex Variable();

    [GeneratedRegex("overparam-probe\"?, \"(\\d+)\"")]
    private static partial Regex Probe();

    [GeneratedRegex("(?:Create[A-Za-z]+<[a-z]+>|Watch)\\(\"([a-z_]+)\"")]
    private static partial Regex Counted();

    [GeneratedRegex(@"`overparam_([a-z_]+)`")]
    private static partial Regex Named();
}
