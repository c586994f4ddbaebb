using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace OverparamBounds.Training.Torch;

/// <summary>Prepares the process for many small networks, before the first tensor.</summary>
public static partial class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static bool _started;

    /// <summary>Digests are equal between runs of one class.</summary>
    /// <remarks>torch's own knob ATEN_CPU_CAPABILITY chooses its routines, so it names the class where it is set.</remarks>
    public static string DeviceClass(string device) =>
        device != "cpu" ? "cuda"
        : Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY") is { Length: > 0 } chosen ? $"cpu-{chosen.ToLowerInvariant()}"
        : Vector512.IsHardwareAccelerated ? "cpu-avx512"
        : Vector256.IsHardwareAccelerated ? "cpu-avx2"
        : "cpu-128";

    /// <summary>Version of the engine, for the record of a trial.</summary>
    public static string Version => $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>
    /// Loads torch with one thread an operation and with settings that make small steps fast and repeatable.
    /// Safe to call more than once.
    /// </summary>
    /// <exception cref="InvalidOperationException">The native library does not load; the message says what to do.</exception>
    public static void Start()
    {
        lock (Gate)
        {
            if (_started)
            {
                return;
            }

            if (OperatingSystem.IsLinux())
            {
                PrepareLinux();
            }

            try
            {
                torch.set_num_threads(1);
            }
            catch (Exception problem) when (problem is TypeInitializationException or DllNotFoundException or NotSupportedException)
            {
                throw new InvalidOperationException(
                    "torch: the native library does not load. On Linux, build from source so that the shim is matched to "
                    + $"this system's libstdc++ (docs/torch.md), or install one that has GLIBCXX_3.4.32. ({Root(problem).Message})",
                    problem);
            }

            _started = true;
        }
    }

    /// <summary>Whether this build and machine have the CUDA device.</summary>
    public static bool HasCuda(string device)
    {
        Start();
        return torch.cuda.is_available() && torch.device(device).index < torch.cuda.device_count();
    }

    private static Exception Root(Exception problem) => problem.InnerException is { } inner ? Root(inner) : problem;

    /// <summary>
    /// Freed tensors stay in the heap (else page faults dominate small steps), OpenMP never spins, and MKL gives the
    /// same bits whatever the alignment of its operands, without which a replica's rounding depends on its place in
    /// the batch. Environment.SetEnvironmentVariable does not reach native code, so setenv it is.
    /// </summary>
    private static void PrepareLinux()
    {
        const int trimThreshold = -1, topPad = -2, mapThreshold = -3;
        _ = MallocOption(mapThreshold, 32 << 20);
        _ = MallocOption(trimThreshold, int.MaxValue);
        _ = MallocOption(topPad, 64 << 20);
        _ = SetEnvironment("OMP_WAIT_POLICY", "PASSIVE", overwrite: 1);
        _ = SetEnvironment("OMP_NUM_THREADS", "1", overwrite: 1);
        _ = SetEnvironment("MKL_NUM_THREADS", "1", overwrite: 1);
        _ = SetEnvironment("MKL_CBWR", "AUTO,STRICT", overwrite: 1);
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallocOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
