using System.Diagnostics;
using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

/// <summary>The small form of the fault harness's first fault, which is its own program; <c>./faults all</c> is the full form.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task Workers_that_are_killed_at_random_lose_duplicate_and_change_nothing()
    {
        Assert.SkipUnless(
            PostgresCluster.IsInstalled,
            "PostgreSQL is not installed: workers of several processes need its server. Install it with 'apt-get install postgresql', or name the folder of initdb in PG_BIN.");
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "kill -9 is sent on Unix alone.");

        // How long recovery takes is measured but not judged: other tests and builds share the machine.
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "overparam-faults"), ["R1", "--trials", "10000", "--kills", "30", "--small", "--untimed"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var faults = Process.Start(start)!;
        var output = faults.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = faults.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await faults.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(faults.ExitCode == 0, $"{await output}{await errors}");
        Assert.Contains("10000 trials, 4 workers, 30 kills | 0 | 0 | 0 |", await output, StringComparison.Ordinal);
    }
}
