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
        using var network = new EagerNetwork(plan, width);

        // The first round warms up code and memory, finds the best number of replicas, and is not counted.
        SingleStepsPerSecond(network);
        var trials = counts.ConvertAll(count => new Turn(plan, width, count, roundSeconds, cancellationToken));
        var best = trials.MaxBy(turn => turn.StepsPerSecond())!;
        var (single, batched) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            single.Add(SingleStepsPerSecond(network));
            batched.Add(best.StepsPerSecond());
        }

        var flops = FlopsPerStep(plan, width);
        return
        [
            Row("torch-single", 1, single),
            Row("torch", best.Replicas, batched),
        ];

        BenchmarkRow Row(string engine, int replicas, List<double> speeds) => new(
            shape,
            plan.Curve.Optimizer,
            engine,
            replicas,
            Median(speeds),
            speeds.Min(),
            speeds.Max(),
            Median(speeds) * flops / 1e9,
            Median([.. speeds.Zip(single, (speed, one) => speed / one)]));
    }

    /// <summary>Operations of the matrix products of one step: forward, weight gradients, and input gradients above the first layer.</summary>
    public static double FlopsPerStep(TrainingPlan plan, int width)
    {
        var dense = plan.Layers(width).OfType<Layer.Dense>().ToList();
        return dense.Select((layer, index) => (index == 0 ? 4.0 : 6.0) * plan.Data.Samples * layer.Inputs * layer.Outputs).Sum();
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

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>One number of replicas, taking its turn.</summary>
    private sealed class Turn(TrainingPlan plan, int width, int replicas, double seconds, CancellationToken cancellationToken)
    {
        private int _steps = 20;

        public int Replicas => replicas;

        /// <summary>Trains for at least the round's duration; remembers how many steps that takes.</summary>
        public double StepsPerSecond()
        {
            while (true)
            {
                var timed = plan with { Curve = plan.Curve with { Steps = _steps } };
                Trial[] trials = [.. Enumerable.Range(0, replicas).Select(seed => new Trial(width, seed))];
                using var launch = new ReplicaLaunch(timed, trials, new("torch", "cpu", TorchRuntime.DeviceClass("cpu"), TorchRuntime.Version));
                var clock = Stopwatch.StartNew();
                launch.Run(_ => { }, progress: null, cancellationToken);
                var elapsed = clock.Elapsed.TotalSeconds;
                if (elapsed >= 0.8 * seconds)
                {
                    return (double)replicas * _steps / elapsed;
                }

                _steps = (int)Math.Clamp(1.1 * _steps * seconds / Math.Max(elapsed, 1e-4), _steps * 1.5, _steps * 50);
            }
        }
    }
}
