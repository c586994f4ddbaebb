using System.Diagnostics;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Benchmarks;

/// <summary>
/// The lanes engine as searches use it: trainings of at most the curve's budget from a queue, so that drawing initial
/// weights, refilling lanes and recording results are part of what is timed.
/// </summary>
internal sealed class LanesContestant : IContestant
{
    private readonly int _width;
    private readonly int _budget;
    private readonly double _seconds;
    private readonly TrainingPlan _plan;
    private readonly CancellationToken _cancellationToken;
    private LaneGroup _group;
    private int _steps = 1;
    private int _rounds = 1;

    public LanesContestant(TrainingPlan plan, int width, double seconds, CancellationToken cancellationToken)
    {
        (_plan, _width, _seconds, _cancellationToken) = (plan, width, seconds, cancellationToken);
        _budget = plan.Curve.Steps;
        _group = Group();
    }

    public string Engine => "lanes";

    public int Replicas => LaneGroup.BestVectorBits / 32;

    public double NetworkStepsPerSecond()
    {
        while (true)
        {
            var (left, seed) = (_rounds * Replicas, 0);
            var reports = new LaneReports(_ => { }, progress: null, _steps, stepOperations: 1);
            var clock = Stopwatch.StartNew();
            _group.Train(() => left-- > 0 ? new Trial(_width, seed++) : null, reports, _cancellationToken);
            var elapsed = clock.Elapsed.TotalSeconds;
            if (elapsed >= 0.8 * _seconds)
            {
                return (double)_rounds * Replicas * _steps / elapsed;
            }

            var factor = Math.Clamp(1.1 * _seconds / Math.Max(elapsed, 1e-4), 1.5, 50);
            if (_steps < _budget)
            {
                _steps = (int)Math.Min(_budget, Math.Ceiling(_steps * factor));
                _group.Dispose();
                _group = Group();
            }
            else
            {
                _rounds = (int)Math.Ceiling(_rounds * factor);
            }
        }
    }

    public void Dispose() => _group.Dispose();

    private LaneGroup Group() => LaneGroup.Of(
        _plan with { Curve = _plan.Curve with { Steps = _steps } }, _width, LaneTrainer.Stamp, LaneOptions.Default);
}
