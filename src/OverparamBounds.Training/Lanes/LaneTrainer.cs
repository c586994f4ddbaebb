using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Lanes;

/// <summary>The engine for small networks on a CPU: every lane of a vector register trains another network.</summary>
/// <param name="plan">Makes what is trained out of a curve's canonical texts.</param>
/// <param name="threads">Groups side by side, each on one thread.</param>
/// <param name="options">How groups work.</param>
internal sealed class LaneTrainer(TrainingPlan plan, int threads, LaneOptions options) : ITrialTrainer
{
    /// <summary>What trials of this engine are stamped with. Its digests are equal on every processor.</summary>
    public static EngineStamp Stamp { get; } = new(
        "lanes",
        "cpu",
        "cpu",
        $"overparam {typeof(LaneTrainer).Assembly.GetName().Version?.ToString(3)}; .NET {Environment.Version}");

    /// <summary>Most bytes that all groups together may take.</summary>
    public long MemoryBytes { get; init; } = long.MaxValue;

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

        LaneGroup.Check(plan, block.Trials.Max(trial => trial.Width));
        var queue = new LaneQueue(block.Trials);
        var fitting = MemoryBytes / LaneGroup.Bytes(plan, block.Trials.Max(trial => trial.Width));
        ParallelThreads.Run((int)Math.Clamp(fitting, 1, threads), save, Work, cancellationToken);

        void Work(Action<IReadOnlyList<TrialResult>> saveOne, CancellationToken stopped)
        {
            while (queue.NextWidth() is { } width)
            {
                var reports = new LaneReports(saveOne, progress, plan.Curve.Steps, StepOperations.Of(plan, width));
                using var group = LaneGroup.Of(plan, width, Stamp, options);
                try
                {
                    group.Train(() => queue.TryTake(width, out var trial) ? trial : null, reports, stopped);
                }
                finally
                {
                    reports.Flush();
                }
            }
        }
    }

    /// <summary>The loss of one trial at each test of its criterion.</summary>
    public IReadOnlyList<LossPoint> LossCurve(Trial trial, CancellationToken cancellationToken)
    {
        var points = new List<LossPoint>();
        var one = new LaneTrainer(plan, threads: 1, options with { Losses = (_, point) => points.Add(point) });
        one.Train(new(plan.Curve, [trial]), _ => { }, progress: null, cancellationToken);
        return points;
    }
}
