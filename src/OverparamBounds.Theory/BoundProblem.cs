using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory;

/// <summary>Everything that bounds ask about a data set, an architecture and its training.</summary>
/// <param name="Problem">Sizes of the data set.</param>
/// <param name="Architecture">The family whose width is asked about.</param>
/// <param name="SquaredLoss">Whether the network is trained on the squared loss; else on cross-entropy.</param>
/// <param name="Geometry">What the data offers to kernel bounds.</param>
public sealed record BoundProblem(
    Problem Problem, Choice<Architecture> Architecture, bool SquaredLoss, DataGeometry Geometry)
{
    /// <summary>n C, the numbers that a network must get right.</summary>
    public long Constraints => (long)Problem.Samples * Problem.Outputs;

    /// <summary>Whether the labels are classes, so that plateaus can hit them exactly.</summary>
    public bool DiscreteLabels => Problem.IsClassification;

    /// <summary>Rows whose inputs equal those of an earlier row.</summary>
    public int RepeatedRows { get; init; }

    /// <summary>Rows whose inputs equal those of an earlier row while their labels differ: no function fits both.</summary>
    public int ConflictingRows { get; init; }

    public static BoundProblem For(
        Dataset dataset, Choice<Architecture> architecture, CriterionRule criterion, DataGeometry geometry)
    {
        var (repeated, conflicting) = EqualRows.Count(dataset);
        return new(dataset.Problem, architecture, criterion.UsesSquaredLoss, geometry)
        {
            RepeatedRows = repeated,
            ConflictingRows = conflicting,
        };
    }

    /// <summary>The network at a width; null where it is not a chain of dense layers, which is all that bounds here know.</summary>
    public DenseChain? NetworkAt(int width) => DenseChain.Of(Architecture.Layers(width, Problem));
}
