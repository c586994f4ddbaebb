using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Criteria;

/// <summary>What counts as zero training loss.</summary>
public sealed record Criterion(
    string Id,
    string Title,
    Citation Source,
    IReadOnlyList<Parameter> Parameters,
    bool ForClassification,
    bool ForRegression,
    Func<SpecArguments, CriterionRule> Rule) : ICatalogueEntry;

/// <summary>A criterion with its numbers.</summary>
/// <param name="MaxMeanCrossEntropy">Classification: no training error, and mean cross-entropy (nats) below this; infinite for errors alone.</param>
/// <param name="MaxRelativeResidual">Squared loss: mean squared residual below this share of the target variance; null for cross-entropy.</param>
/// <param name="CheckInterval">Tested after every so many optimizer steps.</param>
public sealed record CriterionRule(double MaxMeanCrossEntropy, double? MaxRelativeResidual, int CheckInterval)
{
    /// <summary>Whether the network is trained on the squared loss (targets ±1 or one-hot for classes).</summary>
    public bool UsesSquaredLoss => MaxRelativeResidual is not null;
}
