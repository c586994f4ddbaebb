namespace OverparamBounds.Training;

/// <summary>The arithmetic of one training step.</summary>
public static class StepOperations
{
    /// <summary>
    /// Floating-point operations of the matrix products of one network-step: forward, weight gradients, and input
    /// gradients above the first layer; on the rows of a minibatch where there is one.
    /// </summary>
    public static double Of(TrainingPlan plan, int width)
    {
        var rows = (double)Math.Min(plan.Rule.BatchSize ?? int.MaxValue, plan.Data.Samples);
        return plan.Layers(width)
            .Where(layer => layer.Products > 0)
            .Select((layer, index) => (index == 0 ? 4.0 : 6.0) * rows * layer.Products)
            .Sum();
    }
}
