using System.Diagnostics;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Lanes;

/// <summary>Collects what the groups of one thread finish and hands it over from time to time.</summary>
/// <param name="stepOperations">Floating-point operations of a network-step: how much work lies between two looks at the clock.</param>
internal sealed class LaneReports(
    Action<IReadOnlyList<TrialResult>> save, IProgress<TrainingProgress>? progress, int stepLimit, double stepOperations)
{
    private const int MostResults = 512;
    private const double OperationsBetweenLooks = 2e8;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.25);
    private readonly List<TrialResult> _finished = [];
    private long _netSteps;
    private double _operations;
    private long _wallAtStart;
    private long _wallAtFlush;
    private double _processorAtStart;

    /// <summary>Training begins now.</summary>
    public void Begin()
    {
        _wallAtStart = Stopwatch.GetTimestamp();
        _wallAtFlush = _wallAtStart;
        _processorAtStart = ThreadClock.Seconds();
        _netSteps = 0;
    }

    /// <summary>So many network-steps have been done.</summary>
    public void Count(long netSteps, int active, int step)
    {
        _netSteps += netSteps;
        _operations += netSteps * stepOperations;
        if (_operations < OperationsBetweenLooks)
        {
            return;
        }

        _operations = 0;
        if (Stopwatch.GetElapsedTime(_wallAtFlush) >= Interval)
        {
            progress?.Report(new(active, step, stepLimit, _netSteps));
            Flush();
        }
    }

    public void Add(TrialResult result)
    {
        _finished.Add(result);
        if (_finished.Count >= MostResults)
        {
            Flush();
        }
    }

    /// <summary>Hands over what is finished; each trial gets its steps' share of the time since training began, tests included.</summary>
    public void Flush()
    {
        var wall = Stopwatch.GetElapsedTime(_wallAtStart).TotalSeconds;
        var processor = ThreadClock.Seconds() - _processorAtStart;
        var steps = Math.Max(1, _netSteps);
        if (_finished.Count > 0)
        {
            save(
            [
                .. _finished.Select(result => result with
                {
                    WallSeconds = wall / steps * result.Steps,
                    CpuSeconds = processor / steps * result.Steps,
                }),
            ]);
            _finished.Clear();
        }

        _wallAtFlush = Stopwatch.GetTimestamp();
    }
}
