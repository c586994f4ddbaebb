using OverparamBounds.Training.Lanes;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training.Benchmarks;

/// <summary>
/// Speeds of this machine as ratios: in each round every engine takes its turn, so that a machine that slows down slows
/// all of them. One thread throughout.
/// </summary>
/// <param name="rounds">Interleaved rounds; medians are reported.</param>
/// <param name="roundSeconds">Least duration of one engine's turn in a round.</param>
/// <param name="python">A Python interpreter with torch that takes turns too; null for none.</param>
public sealed class SpeedBenchmark(int rounds, double roundSeconds, PythonTorch? python)
{
    private static readonly int[] ReplicaCounts = [64, 256, 1024, 4096];

    /// <summary>Measures one shape. The plan's criterion should be tested rarely (<c>Z1(every=…)</c>), so that steps are what is timed.</summary>
    public IReadOnlyList<BenchmarkRow> Measure(string shape, TrainingPlan plan, int width, CancellationToken cancellationToken)
    {
        TorchRuntime.Start();
        var operations = StepOperations.Of(plan, width);
        var contestants = new List<IContestant> { new SingleContestant(plan, width, roundSeconds) };
        try
        {
            contestants.Add(BestReplicas(plan, width, cancellationToken));
            if (LaneGroup.Trains(plan, plan.Layers(width)))
            {
                contestants.Add(new LanesContestant(plan, width, roundSeconds, cancellationToken));
            }

            if (python is not null)
            {
                contestants.Add(new PythonContestant(python, plan, width, roundSeconds));
            }

            // The first turn warms up code and memory, finds how long a turn is, and is not counted.
            contestants.ForEach(contestant => contestant.NetworkStepsPerSecond());
            var speeds = contestants.ConvertAll(_ => new List<double>());
            var peaks = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                peaks.Add(PeakLoop.Gflops());
                for (var i = 0; i < contestants.Count; i++)
                {
                    speeds[i].Add(contestants[i].NetworkStepsPerSecond());
                }
            }

            return [.. contestants.Select((contestant, i) => Row(contestant, speeds[i], speeds[0], peaks))];
        }
        finally
        {
            contestants.ForEach(contestant => contestant.Dispose());
        }

        BenchmarkRow Row(IContestant contestant, List<double> own, List<double> single, List<double> peaks) => new(
            shape,
            plan.Curve.Optimizer,
            contestant.Engine,
            contestant.Replicas,
            Median(own),
            own.Min(),
            own.Max(),
            Median(own) * operations / 1e9,
            Median(peaks),
            Median([.. own.Zip(peaks, (speed, peak) => speed * operations / 1e9 / peak)]),
            Median([.. own.Zip(single, (speed, one) => speed / one)]));
    }

    private ReplicaContestant BestReplicas(TrainingPlan plan, int width, CancellationToken cancellationToken)
    {
        var bytes = LaunchPlanner.BytesPerReplica(plan, PaddedWidth.Of(plan, width));
        var counts = ReplicaCounts.Where(count => count * bytes < 1L << 30).DefaultIfEmpty(16);
        return counts
            .Select(count => new ReplicaContestant(plan, width, count, roundSeconds, cancellationToken))
            .MaxBy(contestant => contestant.NetworkStepsPerSecond())!;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
