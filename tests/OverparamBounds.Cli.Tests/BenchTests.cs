using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

/// <summary>The benchmark through the real program.</summary>
public sealed class BenchTests
{
    [Fact]
    public async Task Python_without_torch_is_refused_with_the_mend()
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, [("OVERPARAM_PYTHON", folder.File("no-python"))], ["bench", "--pytorch"]);

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains("OVERPARAM_PYTHON", finished.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_run_of_no_duration_is_refused()
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, "bench", "--steady", "soon");

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains("--steady soon: expected a duration", finished.Errors, StringComparison.Ordinal);
    }
}
