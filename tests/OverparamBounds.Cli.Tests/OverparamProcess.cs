using System.Diagnostics;

namespace OverparamBounds.Cli.Tests;

/// <summary>Runs the built program as a user does: a process of its own, in a folder of its own.</summary>
internal static class OverparamProcess
{
    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "overparam");

    public static Process Start(string folder, params IEnumerable<string> arguments) => Start(folder, [], arguments);

    private static Process Start(string folder, (string Name, string Value)[] environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Executable, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("OVERPARAM_DB");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{Executable} did not start.");
    }

    public static Task<Finished> RunAsync(string folder, params IEnumerable<string> arguments) => RunAsync(folder, [], arguments);

    public static async Task<Finished> RunAsync(string folder, (string Name, string Value)[] environment, IEnumerable<string> arguments)
    {
        using var process = Start(folder, environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await errors);
    }

    internal sealed record Finished(int ExitCode, string Output, string Errors);
}
