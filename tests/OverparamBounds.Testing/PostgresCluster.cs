using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Xunit;

namespace OverparamBounds.Testing;

/// <summary>
/// A Postgres server of this test run's own, from the installed binaries: started by the first test that asks for it,
/// stopped and removed when the run ends, however it ends.
/// </summary>
/// <remarks>
/// A shell starts the server and then reads its standard input, which ends with this process, killed or not. The server
/// listens on the loopback alone and refuses root, so for root it runs as user postgres.
/// </remarks>
public sealed class PostgresCluster : IAsyncDisposable
{
    public const string User = "overparam";

    private const string Script =
        """
        umask 077
        folder=$(mktemp -d "$PLACE/overparam-postgres-XXXXXX") || exit 1
        trap '"$BIN/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1; rm -rf "$folder"' EXIT
        trap 'exit 1' HUP INT TERM
        start() {
            "$BIN/pg_ctl" -D "$folder/data" -l "$folder/log" -w start >/dev/null \
                -o "-p $PORT -c listen_addresses=127.0.0.1 -c unix_socket_directories='' $SETTINGS"
        }
        printf %s "$PASSWORD" >"$folder/password"
        "$BIN/initdb" -D "$folder/data" -U "$OWNER" -A scram-sha-256 --pwfile="$folder/password" -E UTF8 --locale=C.UTF-8 -N >"$folder/log" 2>&1 &&
        start || { cat "$folder/log" >&2; exit 1; }
        echo ready
        while read -r order; do
            case $order in
                start) start && echo done || echo failed ;;
                status) "$BIN/pg_ctl" -D "$folder/data" status >/dev/null 2>&1 && echo done || echo down ;;
                stop) "$BIN/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 && echo done || echo failed ;;
            esac
        done
        """;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _password = RandomNumberGenerator.GetHexString(24);
    private Process? _shell;
    private int _port;
    private int _databases;

    /// <summary>Settings of the server, as name=value; by default it is quick and forgets all in a power cut.</summary>
    public IReadOnlyList<string> Settings { get; init; } =
        ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"];

    /// <summary>Where the server's programs are; null where they are not installed. PG_BIN names another folder.</summary>
    private static string? Binaries { get; } = FindBinaries();

    public static bool IsInstalled => Binaries is not null;

    /// <summary>The folder in which it makes its own.</summary>
    public string Place { get; init; } = "/tmp";

    /// <summary>Whether a text sets something, in letters that no shell takes for its own.</summary>
    public static bool IsSetting(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '=' or '.' or '-');

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its URL with user and password, who may do everything in it.</returns>
    /// <remarks>Skips the test where no server is installed.</remarks>
    public async Task<string> CreateDatabaseAsync()
    {
        Assert.SkipWhen(
            Binaries is null,
            "PostgreSQL is not installed: tests of the Postgres ledger need its server. Install it with 'apt-get install postgresql', or name the folder of initdb in PG_BIN.");
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await StartAsync();
            var name = string.Create(CultureInfo.InvariantCulture, $"test_{++_databases}");
            await RunClientAsync("createdb", "-T", "template0", name);
            return Url(name);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The URL of a database, there or not.</summary>
    public string Url(string database, string? password = null) =>
        string.Create(CultureInfo.InvariantCulture, $"postgres://{User}:{password ?? _password}@127.0.0.1:{_port}/{database}");

    /// <summary>Stops the server as a crash does: no farewell, no checkpoint.</summary>
    public Task StopAsync() => OrderAsync("stop");

    /// <summary>Starts the server again on the same port; ends when it has recovered and takes connections.</summary>
    public Task StartAgainAsync() => OrderAsync("start");

    /// <summary>Whether its process is there; it may have ended by itself, as on a full disk.</summary>
    public async Task<bool> IsUpAsync() => await AskAsync("status") == "done";

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        if (_shell is { } shell)
        {
            shell.StandardInput.Close();
            await shell.WaitForExitAsync();
            shell.Dispose();
        }
    }

    private async Task OrderAsync(string order)
    {
        if (await AskAsync(order) != "done")
        {
            throw new InvalidOperationException($"The Postgres server did not {order}.");
        }
    }

    private async Task<string?> AskAsync(string order)
    {
        var shell = _shell ?? throw new InvalidOperationException("The server was never started.");
        await shell.StandardInput.WriteLineAsync(order);
        await shell.StandardInput.FlushAsync();
        return await shell.StandardOutput.ReadLineAsync();
    }

    private static string? FindBinaries()
    {
        var named = Environment.GetEnvironmentVariable("PG_BIN");
        IEnumerable<string> folders = string.IsNullOrEmpty(named)
            ? [.. DebianFolders(), .. (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)]
            : [named];
        return OperatingSystem.IsWindows() ? null : folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    /// <summary>Debian keeps the server's programs off the path, a folder a version; the newest comes first.</summary>
    private static IEnumerable<string> DebianFolders() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql")
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
        : [];

    private async Task StartAsync()
    {
        if (_shell is not null)
        {
            return;
        }

        _port = FreePort();
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script])
        {
            WorkingDirectory = "/tmp",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Environment.UserName == "root")
        {
            start.UserName = "postgres";
        }

        start.Environment["BIN"] = Binaries;
        start.Environment["PLACE"] = Place;
        start.Environment["PORT"] = _port.ToString(CultureInfo.InvariantCulture);
        start.Environment["OWNER"] = User;
        start.Environment["PASSWORD"] = _password;
        start.Environment["SETTINGS"] = string.Join(' ', Settings.Select(setting => $"-c {setting}"));
        _shell = Process.Start(start)!;
        if (await _shell.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) != "ready")
        {
            throw new InvalidOperationException($"The Postgres server did not start: {await _shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
        }
    }

    private async Task RunClientAsync(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(
            Path.Combine(Binaries!, program),
            ["-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "-U", User, .. arguments])
        {
            WorkingDirectory = "/tmp",
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = _password;
        using var client = Process.Start(start)!;
        var errors = await client.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await client.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (client.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed: {errors}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
