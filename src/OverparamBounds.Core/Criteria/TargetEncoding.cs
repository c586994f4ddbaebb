using OverparamBounds.Core.Data;

namespace OverparamBounds.Core.Criteria;

/// <summary>The loss that gradients are taken of.</summary>
public enum LossKind
{
    /// <summary>One logit z, label t in {0, 1}: log(1 + exp(-(2t-1) z)).</summary>
    Logistic,

    /// <summary>One logit a class: cross-entropy of the softmax.</summary>
    Softmax,

    /// <summary>Squared residual, mean over rows and outputs.</summary>
    Squared,
}

/// <summary>How targets are handed to an engine.</summary>
/// <param name="Values">[cases, outputs]: 0/1 for the logistic loss, one-hot for softmax, real (or ±1) for the squared loss.</param>
/// <param name="Variance">Population variance of the values, all columns together about their own means.</param>
public sealed record TargetEncoding(LossKind Loss, float[] Values, int Outputs, double Variance)
{
    public static TargetEncoding Of(Dataset data, CriterionRule rule)
    {
        if (data.Labels is not { } labels)
        {
            return new(LossKind.Squared, Array.ConvertAll(data.Targets!, value => (float)value), data.Outputs, data.TargetVariance());
        }

        var loss = rule.UsesSquaredLoss ? LossKind.Squared : data.Outputs == 1 ? LossKind.Logistic : LossKind.Softmax;
        var values = new float[checked(data.Cases * data.Outputs)];
        for (var row = 0; row < data.Cases; row++)
        {
            if (data.Outputs == 1)
            {
                values[row] = labels[row] == 1 ? 1 : loss == LossKind.Squared ? -1 : 0;
            }
            else
            {
                values[(row * data.Outputs) + labels[row]] = 1;
            }
        }

        var asTargets = data with { Samples = data.Cases, CasesPerRow = 1, Labels = null, Targets = Array.ConvertAll(values, value => (double)value), TargetColumns = data.Outputs };
        return new(loss, values, data.Outputs, asTargets.TargetVariance());
    }
}
