using System.Diagnostics;

namespace OverparamBounds.Faults.Scenes;

/// <summary>The built program, which lies beside this one.</summary>
internal static class OverparamProgram
{
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "overparam");

    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
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

    public static Task<Finished> RunAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(folder, new Dictionary<string, string>(), arguments, cancellationToken);

    public static async Task<Finished> RunAsync(
        string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(folder, environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new(process.ExitCode, await output, await errors);
    }

    internal sealed record Finished(int ExitCode, string Output, string Errors)
    {
        public Finished OrThrow() => ExitCode == 0 ? this : throw new InvalidOperationException($"overparam ended with {ExitCode}: {Errors}");
    }
}
