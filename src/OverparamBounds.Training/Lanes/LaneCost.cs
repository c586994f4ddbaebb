using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>What a step costs on lanes.</summary>
internal static class LaneCost
{
    /// <summary>Floating-point operations of the matrix products of one network-step: forward, weight gradients, and input gradients above the first layer.</summary>
    public static double Operations(TrainingPlan plan, IEnumerable<Layer> layers)
    {
        var rows = (double)Math.Min(plan.Rule.BatchSize ?? int.MaxValue, plan.Data.Samples);
        return layers.OfType<Layer.Dense>().Select((layer, index) => (index == 0 ? 4.0 : 6.0) * rows * layer.Inputs * layer.Outputs).Sum();
    }
}
