using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>A convolutional layer with more neurons than samples.</summary>
public static class NguyenHein2018
{
    public static Bound Entry { get; } = new()
    {
        Id = "nguyen-hein2018",
        Title = "Nguyen-Hein 2018",
        Source = new("Nguyen, Hein", 2018, "convolutional layer with more than n neurons; from memory; no open constants"),
        Kind = BoundKind.Landscape,
        Networks = NetworkFamilies.Convolutional,
        Formula = "m p > n",
        Statement =
            "The convolutional version: a layer with more than n neurons, channels times pixels. m counts "
            + "channels.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Memory, "from memory"),
        Assumptions = [Hypotheses.Smooth, Hypotheses.SquaredLoss, Hypotheses.DistinctRows],
        Exponents = new(Samples: 1),
        Claim = problem => problem.Layout is { } layout ? BoundClaim.Width((problem.Samples + 1) / layout.Pixels) : BoundClaim.Nothing("Rows are vectors here; --image reads each as one."),
    };
}
