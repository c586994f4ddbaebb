using System.Diagnostics;
using System.Globalization;

namespace OverparamBounds.Storage.Tests;

/// <summary>A process of its own that stores batch after batch and says a line after each.</summary>
internal static class WriterProcess
{
    public const string Verb = "--write-batches";

    /// <summary>Trials of batch b: the seeds from b * BatchSize / 2 on, so that neighbours overlap by half.</summary>
    public const int BatchSize = 40;

    public const int Width = 8;

    public static Process Start(string location, int batches)
    {
        var executable = Path.ChangeExtension(typeof(WriterProcess).Assembly.Location, OperatingSystem.IsWindows() ? "exe" : null);
        return Process.Start(new ProcessStartInfo(executable, [Verb, location, batches.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
    }

    public static async Task<int> RunAsync(string[] arguments)
    {
        await using var ledger = await StorageBackend.OpenAsync(
            arguments[0], OpenMode.Create, TimeProvider.System, CancellationToken.None);
        for (var batch = 0; batch < int.Parse(arguments[1], CultureInfo.InvariantCulture); batch++)
        {
            var added = await ledger.SaveTrialsAsync(
                Sample.Curve, Sample.Results(Sample.Curve, Width, batch * BatchSize / 2, BatchSize), CancellationToken.None);
            await Console.Out.WriteLineAsync(added.ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }
}
