using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Torch;

/// <summary>The engine for every architecture and device: torch with a replica axis.</summary>
/// <param name="plan">Makes what is trained out of a curve's canonical texts.</param>
/// <param name="settings">Device, threads, memory and how it is used.</param>
public sealed class TorchTrainer(TrainingPlan plan, TorchSettings settings) : ITrialTrainer
{
    /// <summary>What trials of this engine are stamped with.</summary>
    public EngineStamp Stamp { get; } = new(
        "torch",
        settings.Device,
        TorchRuntime.DeviceClass(settings.Device),
        $"overparam {typeof(TorchTrainer).Assembly.GetName().Version?.ToString(3)}; .NET {Environment.Version}; {TorchRuntime.Version}");

    /// <summary>Told the trials of each launch before it begins; tests let it fail.</summary>
    internal Action<IReadOnlyList<Trial>>? BeforeLaunch { get; init; }

    /// <summary>Fewer launches side by side where a network is so wide that its share of the memory would not hold it.</summary>
    private int Threads(TrialBlock block)
    {
        var widest = block.Trials.Max(trial => trial.Width);
        var fitting = settings.MemoryBytes / LaunchPlanner.LeastBytes(plan, PaddedWidth.Of(plan, widest), settings.Checkpointing);
        return (int)Math.Clamp(fitting, 1, settings.Threads);
    }

    /// <summary>The loss of one trial at each test of its criterion.</summary>
    public IReadOnlyList<LossPoint> LossCurve(Trial trial, CancellationToken cancellationToken)
    {
        TorchRuntime.Start();
        var points = new List<LossPoint>();
        using var launch = new ReplicaLaunch(plan, [trial], Stamp, settings.Checkpointing) { FirstLoss = points.Add };
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
        var launches = LaunchPlanner.Plan(plan, block.Trials, settings with { MemoryBytes = settings.MemoryBytes / threads, Threads = threads });
        var queue = new ConcurrentQueue<IReadOnlyList<Trial>>(launches);
        ParallelThreads.Run(Math.Min(threads, launches.Count), save, Work, cancellationToken);

        void Work(Action<IReadOnlyList<TrialResult>> saveOne, CancellationToken stopped)
        {
            while (!stopped.IsCancellationRequested && queue.TryDequeue(out var trials))
            {
                foreach (var half in Launch(trials, saveOne, progress, stopped))
                {
                    queue.Enqueue(half);
                }
            }
        }
    }

    /// <summary>Trains a launch; where the memory does not hold it, returns what is left of it in halves.</summary>
    private IReadOnlyList<IReadOnlyList<Trial>> Launch(
        IReadOnlyList<Trial> trials, Action<IReadOnlyList<TrialResult>> save, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var ended = new HashSet<Trial>();
        try
        {
            BeforeLaunch?.Invoke(trials);
            using var launch = new ReplicaLaunch(plan, trials, Stamp, settings.Checkpointing);
            launch.Run(Save, progress, cancellationToken);
            return [];
        }
        catch (ExternalException problem) when (trials.Count > 1 && IsOutOfMemory(problem))
        {
            IReadOnlyList<Trial> left = [.. trials.Where(trial => !ended.Contains(trial))];
            return [.. left.Chunk(Math.Max(1, (trials.Count + 1) / 2))];
        }

        void Save(IReadOnlyList<TrialResult> results)
        {
            save(results);
            ended.UnionWith(results.Select(result => result.Trial));
        }
    }

    /// <summary>What torch says when a tensor finds no memory, on a CPU and on CUDA.</summary>
    private static bool IsOutOfMemory(ExternalException problem) =>
        problem.Message.Contains("not enough memory", StringComparison.OrdinalIgnoreCase)
        || problem.Message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase)
        || problem.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase);
}
