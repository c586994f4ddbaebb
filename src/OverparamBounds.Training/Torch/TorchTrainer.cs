using System.Collections.Concurrent;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Torch;

/// <summary>The engine for every architecture and device: torch with a replica axis.</summary>
/// <param name="plan">Makes what is trained out of a curve's canonical texts.</param>
/// <param name="settings">Device, threads and memory.</param>
public sealed class TorchTrainer(TrainingPlan plan, TorchSettings settings) : ITrialTrainer
{
    /// <summary>What trials of this engine are stamped with.</summary>
    public EngineStamp Stamp { get; } = new(
        "torch",
        settings.Device,
        TorchRuntime.DeviceClass(settings.Device),
        $"overparam {typeof(TorchTrainer).Assembly.GetName().Version?.ToString(3)}; .NET {Environment.Version}; {TorchRuntime.Version}");

    /// <summary>Fewer launches side by side where a network is so wide that its share of the memory would not hold it.</summary>
    private int Threads(TrialBlock block)
    {
        var widest = block.Trials.Max(trial => trial.Width);
        var fitting = settings.MemoryBytes / LaunchPlanner.LeastBytes(plan, PaddedWidth.Of(plan, widest));
        return (int)Math.Clamp(fitting, 1, settings.Threads);
    }

    /// <summary>The loss of one trial at each test of its criterion.</summary>
    public IReadOnlyList<LossPoint> LossCurve(Trial trial, CancellationToken cancellationToken)
    {
        TorchRuntime.Start();
        var points = new List<LossPoint>();
        using var launch = new ReplicaLaunch(plan, [trial], Stamp) { FirstLoss = points.Add };
        launch.Run(_ => { }, progress: null, cancellationToken);
        return points;
    }

    public void Train(
        TrialBlock block,
        Action<IReadOnlyList<TrialResult>> save,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (block.Curve != plan.Curve)
        {
            throw new ArgumentException("The block belongs to another curve than this trainer's plan.", nameof(block));
        }

        TorchRuntime.Start();
        var threads = Threads(block);
        var launches = LaunchPlanner.Plan(plan, block.Trials, settings.MemoryBytes / threads, threads);
        var queue = new ConcurrentQueue<IReadOnlyList<Trial>>(launches);
        ParallelThreads.Run(Math.Min(threads, launches.Count), save, Work, cancellationToken);

        void Work(Action<IReadOnlyList<TrialResult>> saveOne, CancellationToken stopped)
        {
            while (!stopped.IsCancellationRequested && queue.TryDequeue(out var trials))
            {
                using var launch = new ReplicaLaunch(plan, trials, Stamp);
                launch.Run(saveOne, progress, stopped);
            }
        }
    }
}
