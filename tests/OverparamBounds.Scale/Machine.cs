using System.Globalization;

namespace OverparamBounds.Scale;

/// <summary>On what and when something was measured.</summary>
internal static class Machine
{
    private const string Unknown = "an unnamed processor";

    public static string Describe(string server) => string.Create(
        CultureInfo.InvariantCulture,
        $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Environment.ProcessorCount} cores of {Processor()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {server}");

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? Unknown
        : Unknown;
}
