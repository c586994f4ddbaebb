using System.Diagnostics;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training.Benchmarks;

/// <summary>
/// Speeds of this machine as ratios: rounds of one network at a time and of replica launches are interleaved, so that a
/// machine that slows down slows both. One thread throughout.
/// </summary>
/// <param name="rounds">Interleaved rounds; medians are reported.</param>
/// <param name="roundSeconds">Least duration of one engine's turn in a round.</param>
public sealed class SpeedBenchmark(int rounds, double roundSeconds)
{
    private static readonly int[] ReplicaCounts = [64, 256, 1024, 4096];

    /// <summary>Measures one shape. The plan's criterion should be tested rarely (<c>Z1(every=…)</c>), so that steps are what is timed.</summary>
    public IReadOnlyList<BenchmarkRow> Measure(string shape, TrainingPlan plan, int width, CancellationToken cancellationToken)
    {
        TorchRuntime.Start();
        var bytes = LaunchPlanner.BytesPerReplica(plan, PaddedWidth.Of(width));
        var counts = ReplicaCounts.Where(count => count * bytes < 1L << 30).DefaultIfEmpty(16).ToList();
        var single = new List<double>();
        var batched = counts.ToDictionary(count => count, _ => new List<double>());
        using var network = new EagerNetwork(plan, width);
        for (var round = -1; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var alone = SingleStepsPerSecond(network);
            var together = counts.ConvertAll(count => ReplicaStepsPerSecond(plan, width, count, cancellationToken));
            if (round < 0)
            {
                // The first round warms up code and memory and is not counted.
                continue;
            }

            single.Add(alone);
            for (var i = 0; i < counts.Count; i++)
            {
                batched[counts[i]].Add(together[i]);
            }
        }

        var flops = FlopsPerStep(plan, width);
        var best = counts.MaxBy(count => Median(batched[count]));
        return
        [
            Row("torch-single", 1, single, single),
            Row("torch", best, batched[best], single),
        ];

        BenchmarkRow Row(string engine, int replicas, List<double> speeds, List<double> baseline) => new(
            shape,
            plan.Curve.Optimizer,
            engine,
            replicas,
            Median(speeds),
            speeds.Min(),
            speeds.Max(),
            Median(speeds) * flops / 1e9,
            Median([.. speeds.Zip(baseline, (speed, one) => speed / one)]));
    }

    /// <summary>Operations of the matrix products of one step: forward, weight gradients, and input gradients above the first layer.</summary>
    public static double FlopsPerStep(TrainingPlan plan, int width)
    {
        var dense = plan.Layers(width).OfType<Layer.Dense>().ToList();
        return dense.Select((layer, index) => (index == 0 ? 4.0 : 6.0) * plan.Data.Samples * layer.Weights).Sum();
    }

    private double SingleStepsPerSecond(EagerNetwork network)
    {
        var clock = Stopwatch.StartNew();
        var steps = 0;
        while (clock.Elapsed.TotalSeconds < roundSeconds)
        {
            for (var i = 0; i < 20; i++)
            {
                network.Step();
            }

            steps += 20;
        }

        return steps / clock.Elapsed.TotalSeconds;
    }

    private double ReplicaStepsPerSecond(TrainingPlan plan, int width, int replicas, CancellationToken cancellationToken)
    {
        var steps = 20;
        while (true)
        {
            var timed = plan with { Curve = plan.Curve with { Steps = steps } };
            Trial[] trials = [.. Enumerable.Range(0, replicas).Select(seed => new Trial(width, seed))];
            using var launch = new ReplicaLaunch(timed, trials, new("torch", "cpu", TorchRuntime.DeviceClass("cpu"), TorchRuntime.Version));
            var clock = Stopwatch.StartNew();
            launch.Run(progress: null, cancellationToken);
            var seconds = clock.Elapsed.TotalSeconds;
            if (seconds >= roundSeconds)
            {
                return replicas * steps / seconds;
            }

            steps = (int)Math.Clamp(steps * 1.2 * roundSeconds / Math.Max(seconds, 1e-4), steps * 1.5, steps * 50);
        }
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
