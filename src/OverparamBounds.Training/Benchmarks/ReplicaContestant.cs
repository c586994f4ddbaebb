using System.Diagnostics;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training.Benchmarks;

/// <summary>Torch with so many networks on the replica axis.</summary>
internal sealed class ReplicaContestant(
    TrainingPlan plan, int width, int replicas, double seconds, CancellationToken cancellationToken) : IContestant
{
    private int _steps = 20;

    public string Engine => "torch";

    public int Replicas => replicas;

    /// <summary>Trains for at least the round's duration; remembers how many steps that takes.</summary>
    public double NetworkStepsPerSecond()
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

    public void Dispose()
    {
    }
}
