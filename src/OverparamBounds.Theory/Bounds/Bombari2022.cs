using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Minimum over-parameterization: √n units a layer give a well-conditioned tangent kernel.</summary>
public static class Bombari2022
{
    public static Bound Entry { get; } = new()
    {
        Id = "bombari2022",
        Title = "Bombari 2022",
        Source = new("Bombari, Amani, Mondelli", 2022, "NeurIPS; 2205.10217; constants and logarithms open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.ManyHidden,
        Formula = "P = Ω̃(n)",
        Statement =
            "Deep networks with Ω̃(n) parameters, so with as few as Ω̃(√n) units, have a well-conditioned "
            + "tangent kernel, and gradient descent from a suitable start converges. Two adjacent layers must "
            + "hold m_{H−1} m_H ≥ n.",
        Constants = Constants.OrderUpToLogarithms,
        Evidence = new(EvidenceTags.Read | EvidenceTags.Memory, "headline read in the abstract; the product of adjacent widths from memory"),
        Assumptions =
        [
            Hypotheses.Smooth,
            Hypotheses.SpecialInitialisation,
            Hypotheses.SquaredLoss,
            Hypotheses.GradientDescent,
            Hypotheses.ScalarOutput,
            Hypotheses.DistinctDirections,
        ],
        Exponents = new(Samples: 0.5),
        Telling = true,
        Claim = problem => BoundClaim.Width(Math.Sqrt(problem.Samples)),
    };
}
