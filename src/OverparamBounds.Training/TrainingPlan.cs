using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training;

/// <summary>A curve with everything an engine needs to train its trials.</summary>
public sealed record TrainingPlan(
    CurveSpec Curve,
    Dataset Data,
    Choice<Architecture> Architecture,
    UpdateRule Rule,
    CriterionRule Criterion)
{
    public Judge Judge { get; } = new(Data, Criterion);

    public IReadOnlyList<Layer> Layers(int width) => Architecture.Layers(width, Data.Problem);

    /// <summary>The parameters a trial starts from, in canonical order.</summary>
    public float[] InitialParameters(Trial trial) =>
        Initialiser.Draw(Layers(trial.Width), Data, Curve.RandomKey(trial.Width, trial.SeedIndex));
}
