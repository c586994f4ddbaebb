namespace OverparamBounds.Training.Benchmarks;

/// <summary>Whether lanes train as fast after minutes as at first, and whether memory stays where it is. One thread.</summary>
public static class SteadySpeed
{
    /// <summary>Seconds of one window.</summary>
    public const double WindowSeconds = 30;

    /// <param name="plan">Its criterion should be tested rarely, so that steps are what is timed.</param>
    /// <param name="windows">How many windows.</param>
    /// <param name="report">Told each window when it has ended.</param>
    public static IReadOnlyList<SpeedWindow> Measure(
        TrainingPlan plan, int width, int windows, Action<SpeedWindow> report, CancellationToken cancellationToken)
    {
        using var contestant = new LanesContestant(plan, width, WindowSeconds, cancellationToken);

        // The first turn warms up code and memory, finds how long a turn is, and is not counted.
        contestant.NetworkStepsPerSecond();
        var measured = new List<SpeedWindow>();
        for (var window = 0; window < windows; window++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var speed = contestant.NetworkStepsPerSecond();
            measured.Add(new(window, speed, GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet));
            report(measured[^1]);
        }

        return measured;
    }
}

/// <summary>One window of a long run.</summary>
/// <param name="ManagedBytes">Memory that managed objects take.</param>
/// <param name="ResidentBytes">Memory of the process.</param>
public sealed record SpeedWindow(int Index, double NetworkStepsPerSecond, long ManagedBytes, long ResidentBytes);
