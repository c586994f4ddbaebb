using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Workers;

/// <summary>A place at which one block is done at a time, with the engine of the last question at hand.</summary>
public sealed class Slot(BlockWork train, DecideWork decide, Func<TrainingPlan, ITrialTrainer> engines)
{
    private Question? _question;
    private ITrialTrainer? _engine;

    public Task DoAsync(IWorkerSession session, ClaimedBlock block, CancellationToken cancellationToken) => block.Kind switch
    {
        BlockKind.Train => train.TrainAsync(session, block, Engine, cancellationToken),
        _ => decide.DecideAsync(session, block, cancellationToken),
    };

    private ITrialTrainer Engine(Question question)
    {
        if (_engine is null || !ReferenceEquals(_question, question))
        {
            (_question, _engine) = (question, engines(question.Plan));
        }

        return _engine;
    }
}

/// <summary>Makes slots.</summary>
/// <param name="Engines">Makes an engine for a plan; each slot makes its own.</param>
public sealed record SlotFactory(BlockWork Train, DecideWork Decide, Func<TrainingPlan, ITrialTrainer> Engines)
{
    public Slot Make() => new(Train, Decide, Engines);

    /// <summary>Why no slot can work now, whatever the database says; null where they can.</summary>
    public string? Obstacle() => Train.Obstacle();
}
