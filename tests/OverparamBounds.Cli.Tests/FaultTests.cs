using System.Diagnostics;
using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

/// <summary>Small forms of some faults of the harness, which is its own program; <c>./faults all</c> is the full form.</summary>
public sealed class FaultTests
{
    [Fact]
    public Task Workers_that_are_killed_at_random_lose_duplicate_and_change_nothing() =>
        PassesAsync("10000 trials, 4 workers, 30 kills", "R1", "--trials", "10000", "--kills", "30");

    [Fact]
    public Task Workers_that_cannot_log_claim_nothing_and_spoil_nothing()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can mount the small disk that is filled up.");
        return PassesAsync("6000 trials, 2 workers, 1 of them on a disk of 16 KiB", "R10", "--trials", "6000", "--workers", "2");
    }

    [Fact]
    public Task Workers_of_an_older_program_stop_claiming_when_the_ledger_is_migrated() =>
        PassesAsync("8000 trials, 2 workers, 1 upgrades", "R14", "--trials", "8000", "--kills", "1", "--workers", "2");

    /// <param name="load">How the harness describes what it ran.</param>
    private static async Task PassesAsync(string load, params IEnumerable<string> arguments)
    {
        Assert.SkipUnless(
            PostgresCluster.IsInstalled,
            "PostgreSQL is not installed: workers of several processes need its server. Install it with 'apt-get install postgresql', or name the folder of initdb in PG_BIN.");
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "kill -9 is sent on Unix alone.");

        // How long things take is measured but not judged: other tests and builds share the machine.
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "overparam-faults"), [.. arguments, "--small", "--untimed"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var faults = Process.Start(start)!;
        var output = faults.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = faults.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await faults.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(faults.ExitCode == 0, $"{await output}{await errors}");
        Assert.Contains(load, await output, StringComparison.Ordinal);
        Assert.Contains(" | 0 | 0 | 0 |", await output, StringComparison.Ordinal);
        Assert.Contains("| passed |", await output, StringComparison.Ordinal);
    }
}
