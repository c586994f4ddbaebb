using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>A deep ReLU network realises too few labelings to fit random ones, by counting signs of polynomials.</summary>
public static class ReluDeepDichotomy
{
    public static Bound Entry { get; } = new()
    {
        Id = "relu-deep-dichotomy",
        Title = "Deep ReLU labelings",
        Source = new("Warren", 1968, "lower bounds for approximation by nonlinear manifolds, applied layer by layer here; no open constants"),
        Kind = BoundKind.Necessary,
        Networks = NetworkFamilies.Deep,
        Formula = "Σᵢ Bᵢ ≥ n − 1",
        Statement =
            "Layer i has kᵢ units (the last one), and Wᵢ parameters lie in layers 1..i. Where the patterns "
            + "before it are fixed, its pre-activations are polynomials of degree i in those parameters, so by "
            + "Warren its n kᵢ signs take at most 2^Bᵢ values: Bᵢ = n kᵢ if n kᵢ < Wᵢ, else min(n kᵢ, 1 + Wᵢ "
            + "log₂(2e n kᵢ i/Wᵢ)). The product over layers bounds the labelings. Loose, but rigorous.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Derived, "derived here from Warren's theorem"),
        Assumptions =
        [
            Hypotheses.ReluOrLeaky,
            Hypotheses.BinaryLabels,
            Hypotheses.RandomLabels,
            Hypotheses.DistinctRows,
        ],
        Exponents = new(Samples: 0.5),
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem) => problem.Problem.Outputs == 1
        ? BoundClaim.Width(LabelingCounts.LeastWidth(
            problem.Problem.Samples,
            width => Log2Labelings(
                problem.Problem.Samples, problem.Problem.Features, [.. Enumerable.Repeat(width, problem.Depth)], problem.HasBiases)))
        : BoundClaim.Nothing("The count is for one output.");

    /// <summary>log2 of the bound on labelings of n points by hidden layers of given widths and one output unit.</summary>
    public static double Log2Labelings(int samples, int features, IReadOnlyList<int> widths, bool biases = true)
    {
        var (inputs, parameters, sum) = ((double)features, 0.0, 0.0);
        for (var layer = 1; layer <= widths.Count + 1; layer++)
        {
            double units = layer <= widths.Count ? widths[layer - 1] : 1;
            parameters += (inputs + (biases ? 1 : 0)) * units;
            var signs = samples * units;
            sum += signs < parameters
                ? signs
                : Math.Min(signs, 1 + (parameters * Math.Log2(2 * Math.E * signs * layer / parameters)));
            inputs = units;
        }

        return sum;
    }
}
