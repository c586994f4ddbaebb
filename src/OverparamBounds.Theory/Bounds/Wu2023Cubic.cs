using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Shallow transformers: cubic over-parameterization.</summary>
public static class Wu2023Cubic
{
    public static Bound Entry { get; } = new()
    {
        Id = "wu2023-transformer-cubic",
        Title = "Wu 2023 (n³)",
        Source = new("Wu, Liu, Chrysos, Cevher", 2023, "NeurIPS; 2311.01575; sources disagree on the power; constants open"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.Transformer,
        Formula = "d_model = Ω(n³)",
        Statement =
            "Encoder-only shallow transformers from He or LeCun initialisation, trained by gradient descent. "
            + "The abstract says that quadratic over-parameterization suffices, a later comparison that the "
            + "theorem is cubic in n and needs d ≥ n: both are kept, as a band.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.ReadElsewhere, "cubic as quoted in a later comparison; the abstract says quadratic"),
        Assumptions = [Hypotheses.SquaredLoss, Hypotheses.GradientDescent],
        Exponents = new(Samples: 3),
        Claim = problem => problem.Tokens is not null ? BoundClaim.Log10OfWidth(3 * Math.Log10(problem.Samples)) : BoundClaim.Nothing("Rows are vectors here; --tokens reads each as a sequence."),
    };
}
