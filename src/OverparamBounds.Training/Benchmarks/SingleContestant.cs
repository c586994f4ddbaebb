using System.Diagnostics;

namespace OverparamBounds.Training.Benchmarks;

/// <summary>Torch on one network at a time, eager: what every other engine is compared with.</summary>
internal sealed class SingleContestant(TrainingPlan plan, int width, double seconds) : IContestant
{
    private readonly EagerNetwork _network = new(plan, width);

    public string Engine => "torch-single";

    public int Replicas => 1;

    public double NetworkStepsPerSecond()
    {
        var clock = Stopwatch.StartNew();
        var steps = 0;
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            for (var i = 0; i < 10; i++)
            {
                _network.Step();
            }

            steps += 10;
        }

        return steps / clock.Elapsed.TotalSeconds;
    }

    public void Dispose() => _network.Dispose();
}
