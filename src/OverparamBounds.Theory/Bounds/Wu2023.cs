using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Shallow transformers: quadratic over-parameterization.</summary>
public static class Wu2023
{
    public static Bound Entry { get; } = new()
    {
        Id = "wu2023-transformer",
        Title = "Wu 2023 (n²)",
        Source = new("Wu, Liu, Chrysos, Cevher", 2023, "NeurIPS; 2311.01575; sources disagree on the power; constants open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Transformer,
        Formula = "d_model = Ω(n²)",
        Statement =
            "Encoder-only shallow transformers from He or LeCun initialisation, trained by gradient descent. "
            + "The abstract says that quadratic over-parameterization suffices, a later comparison that the "
            + "theorem is cubic in n and needs d ≥ n: both are kept, as a band.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.Read, "quadratic read in the abstract; a later comparison says cubic"),
        Assumptions = [Hypotheses.SquaredLoss, Hypotheses.GradientDescent],
        Exponents = new(Samples: 2),
        Claim = problem => problem.Tokens is not null ? BoundClaim.Log10OfWidth(2 * Math.Log10(problem.Samples)) : BoundClaim.Nothing("Rows are vectors here; --tokens reads each as a sequence."),
    };
}
