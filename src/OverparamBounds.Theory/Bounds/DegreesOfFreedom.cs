using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Theory.Bounds;

/// <summary>As many free parameters as numbers to fit: fewer cannot interpolate real targets in general.</summary>
/// <remarks>
/// The map from parameters to outputs is locally Lipschitz, so its image has at most as many dimensions as there are
/// parameters, less one for each hidden unit whose input can be scaled against its output. One hidden ReLU layer with
/// biases: (d+1)m + mC + C - m &gt;= nC. Almost every target matrix lies outside a smaller image; class labels need not.
/// </remarks>
public static class DegreesOfFreedom
{
    private const int WidestTried = 1 << 29;

    public static Bound Entry { get; } = new(
        Id: "dof",
        Title: "Parameter counting",
        Source: new("this project", 0, "dimension of the image of the parameter map, docs/bounds; no open constants"),
        Kind: BoundKind.Necessary,
        ConstantsExplicit: true,
        Claim: Claim);

    private static BoundClaim Claim(BoundProblem problem)
    {
        if (problem.NetworkAt(1) is null)
        {
            return BoundClaim.Nothing("Parameters are counted for chains of dense layers only.");
        }

        return LeastWidth(problem) is { } width
            ? BoundClaim.At(width, Violations(problem))
            : BoundClaim.Nothing($"No width up to {WidestTried} has {problem.Constraints} free parameters.");
    }

    private static IEnumerable<string> Violations(BoundProblem problem)
    {
        if (problem.DiscreteLabels)
        {
            yield return "the labels are discrete, and classes can be fitted with fewer parameters than generic real targets (DiscreteLabels)";
        }

        if (!problem.SquaredLoss)
        {
            yield return "cross-entropy is trained, the count is for zero squared loss";
        }

        if (problem.RepeatedRows > 0)
        {
            yield return $"equal inputs ({problem.RepeatedRows} repeated rows) make fewer constraints than n C";
        }
    }

    private static long FreeParameters(BoundProblem problem, int width)
    {
        var network = problem.NetworkAt(width)!;
        return network.Parameters - network.RescalableUnits;
    }

    /// <summary>Doubling, then bisection: free parameters grow with the width.</summary>
    private static int? LeastWidth(BoundProblem problem)
    {
        var high = 1;
        while (FreeParameters(problem, high) < problem.Constraints)
        {
            if (high >= WidestTried)
            {
                return null;
            }

            high *= 2;
        }

        var low = high / 2;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = FreeParameters(problem, middle) < problem.Constraints ? (middle, high) : (low, middle);
        }

        return high;
    }
}
