using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training;

/// <summary>The memory that training one network takes: a property of network, optimizer and rows, not of the machine.</summary>
public static class TrainingMemory
{
    /// <summary>State of the optimizer beside each parameter and its gradient; copies that live within a step are left out.</summary>
    public static int Slots(UpdateRule rule) => rule switch
    {
        UpdateRule.Adam => 2,
        UpdateRule.RootMeanSquare => 1,
        UpdateRule.Momentum { Decay: > 0 } => 1,

        // The weights from which it looked ahead.
        UpdateRule.SharpnessAware sharp => Slots(sharp.Base) + 1,

        // Pairs of steps and changes; point, gradient and direction.
        UpdateRule.QuasiNewton newton => (2 * newton.History) + 3,
        _ => 0,
    };

    /// <param name="checkpointing">Whether layers are run twice rather than remembered.</param>
    public static TrainingBytes Of(TrainingPlan plan, IReadOnlyList<Layer> layers, bool checkpointing)
    {
        var scalar = plan.Rule.NeedsDouble ? sizeof(double) : sizeof(float);
        var parameters = layers.Sum(layer => layer.ParameterCount);
        var matrices = plan.Rule is UpdateRule.LevenbergMarquardt
            ? LevenbergMarquardtReplicas.Scratch(parameters, plan.Data.Cases, plan.Judge.Targets.Outputs)
            : 0;
        var rows = Math.Min(plan.Rule.BatchSize ?? int.MaxValue, plan.Data.Samples);
        return new(
            scalar * (((2L + Slots(plan.Rule)) * parameters) + matrices),
            scalar * rows * ActivationsOfRow(layers, plan.Data.Features, checkpointing));
    }

    private static long ActivationsOfRow(IReadOnlyList<Layer> layers, int features, bool checkpointing)
    {
        var all = layers.Sum(layer => layer.Activations);
        return checkpointing ? Math.Min(all, CheckpointSegment.Scalars(CheckpointSegment.Cut(layers, features))) : all;
    }
}
