using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OverparamBounds.Training;

/// <summary>Processor time of the calling thread; wall time where the system does not tell (not Linux).</summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    public static double Seconds()
    {
        if (!OperatingSystem.IsLinux() || ReadClock(ThreadProcessorTime, out var time) != 0)
        {
            return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        }

        return time.Seconds + (time.Nanoseconds * 1e-9);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ReadClock(int clock, out TimeSpecification time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpecification
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
