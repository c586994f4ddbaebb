using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training;

/// <summary>Trains each width of a block on the engine that is meant for it.</summary>
internal sealed class MixedTrainer(Func<int, bool> prefersLanes, ITrialTrainer lanes, ITrialTrainer torch) : ITrialTrainer
{
    public void Train(
        TrialBlock block,
        Action<IReadOnlyList<TrialResult>> save,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken)
    {
        foreach (var part in block.Trials.GroupBy(trial => prefersLanes(trial.Width)))
        {
            (part.Key ? lanes : torch).Train(block with { Trials = [.. part] }, save, progress, cancellationToken);
        }
    }
}
