using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Jobs.Tests;

/// <summary>An engine without networks: trials succeed with a known probability, each always the same way.</summary>
/// <param name="success">Success probability by width.</param>
internal sealed class SimulatedTrainer(Func<int, double> success) : ITrialTrainer
{
    private static readonly EngineStamp Stamp = new("simulated", "cpu", "cpu", "1");

    /// <summary>Every trial that was trained, in order; a trial trained twice stands here twice.</summary>
    public List<Trial> Trained { get; } = [];

    /// <summary>After so many trainings the process is interrupted, in the middle of a block.</summary>
    public int? InterruptAfter { get; init; }

    /// <summary>Told before each part; a test may wait here.</summary>
    public Action<CancellationToken>? BeforePart { get; init; }

    public void Train(
        TrialBlock block, Action<IReadOnlyList<TrialResult>> save, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        foreach (var part in block.Trials.Chunk(5))
        {
            if (Trained.Count >= InterruptAfter)
            {
                throw new OperationCanceledException();
            }

            BeforePart?.Invoke(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            Trained.AddRange(part);
            save([.. part.Select(trial => Result(block.Curve, trial))]);
        }
    }

    private TrialResult Result(CurveSpec curve, Trial trial)
    {
        var random = new RandomSequence(curve.RandomKey(trial.Width, trial.SeedIndex), RandomPurpose.Simulation);
        var fitted = random.NextUniform() < success(trial.Width);
        var steps = fitted ? 10 + random.NextIndex(curve.Steps - 10) : curve.Steps;
        var size = new ModelSize(trial.Width, trial.Width, trial.Width, 32L * trial.Width);
        var outcome = fitted ? TrialOutcome.Fitted : TrialOutcome.NotFitted;
        return new(curve.TrialId(trial.Width, trial.SeedIndex), trial, outcome, steps, 0.5, size, 0, 0, TrialDigest.Of(outcome, steps, size, []), Stamp);
    }
}
