using System.Globalization;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Torch;

/// <summary>Memory that a launch of the torch engine takes on the CPU, in bytes.</summary>
/// <param name="Predicted">By the planner, which sizes launches by it.</param>
/// <param name="Measured">Growth of the process' resident memory at its peak, tensors or not.</param>
public sealed record LaunchPeak(long Predicted, long Measured)
{
    /// <summary>The first step makes optimizer state, the second has all of it, the third is a step like any other.</summary>
    private const int Steps = 3;

    private const string Status = "/proc/self/status";

    /// <summary>Whether the system tells a process' peak.</summary>
    public static bool IsMeasurable => OperatingSystem.IsLinux() && File.Exists(Status);

    /// <summary>
    /// Trains a launch for three steps. It is to be the only thing that its process does: memory that an earlier
    /// launch has left in the heap would be taken again, and not show.
    /// </summary>
    /// <exception cref="RequestException">The launch would not fit the memory, or the system does not tell.</exception>
    public static LaunchPeak Measure(TrainingPlan plan, int width, int networks, TorchSettings settings, CancellationToken cancellationToken)
    {
        var predicted = Math.Max(networks, ReplicaLaunch.FewestReplicas)
            * LaunchPlanner.BytesPerReplica(plan, PaddedWidth.Of(plan, width), settings.Checkpointing);
        if (predicted > settings.MemoryBytes)
        {
            throw new RequestException(string.Create(
                CultureInfo.InvariantCulture,
                $"networks: {networks} of width {width} need about {predicted >> 20} MiB, and {settings.MemoryBytes >> 20} MiB are allowed; lower --networks or --width."));
        }

        if (!IsMeasurable)
        {
            throw new RequestException($"doctor: this system does not tell the peak of a process' memory ({Status}).");
        }

        TorchRuntime.Start();
        var few = plan with { Curve = plan.Curve with { Steps = Steps } };

        // What every launch needs once, such as the code of its operations, is not this one's.
        Train(few, 1, ReplicaLaunch.FewestReplicas, settings, cancellationToken);
        GC.Collect();
        var before = ReadBytes("VmRSS:");
        Train(few, width, networks, settings, cancellationToken);
        return new(predicted, ReadBytes("VmHWM:") - before);
    }

    private static void Train(TrainingPlan plan, int width, int networks, TorchSettings settings, CancellationToken cancellationToken)
    {
        Trial[] trials = [.. Enumerable.Range(0, networks).Select(seed => new Trial(width, seed))];
        using var launch = new ReplicaLaunch(plan, trials, new("torch", "cpu", TorchRuntime.DeviceClass("cpu"), TorchRuntime.Version), settings.Checkpointing);
        launch.Run(_ => { }, progress: null, cancellationToken);
    }

    private static long ReadBytes(string name)
    {
        var line = File.ReadLines(Status).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) << 10;
    }
}
