using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Geometry;

/// <summary>Whether a network without hidden units (one linear output a class, the largest wins) fits all labels.</summary>
/// <remarks>
/// A perceptron that stops making mistakes is a proof of yes, and cheap. Where it does not stop, a linear program
/// decides, if it is small enough; it proves no as well.
/// </remarks>
internal static class LinearSeparability
{
    /// <summary>Passes of the perceptron where the linear program can follow.</summary>
    private const double QuickPasses = 500;

    /// <summary>Products of the perceptron where the linear program can follow: hundredths of a second.</summary>
    private const double QuickLook = 2e7;

    /// <summary>Products of the perceptron where it is the only way: a second.</summary>
    private const double LongLook = 5e8;

    public static Measurement<bool> Decide(Dataset dataset, CancellationToken cancellationToken)
    {
        if (dataset.Labels is not { } labels)
        {
            return Measurement<bool>.Missing("Not asked: the targets are real numbers.");
        }

        var points = StandardisedRows.Of(dataset);
        var size = SeparationProgram.Size(points, dataset.Classes);
        var isProgramSmall = size <= SeparationProgram.LargestSize;
        var products = isProgramSmall ? Math.Min(QuickLook, QuickPasses * size) : LongLook;
        if (Perceptron.Separates(points, labels, dataset.Classes, products, cancellationToken))
        {
            return Measurement<bool>.Of(true);
        }

        return isProgramSmall
            ? SeparationProgram.Solve(points, labels, dataset.Classes)
            : Measurement<bool>.Missing(
                $"Unknown: a perceptron found no separation within {LongLook:0e0} products, and the linear program is too large.");
    }
}
