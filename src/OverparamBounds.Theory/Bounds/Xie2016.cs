using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Similar to Soudry and Carmon, with a factor that depends on how diverse the units are.</summary>
public static class Xie2016
{
    public static Bound Entry { get; } = new()
    {
        Id = "xie2016",
        Title = "Xie 2016",
        Source = new("Xie, Liang, Song", 2016, "diverse neural network learns true target functions; no formula at hand"),
        Kind = BoundKind.Landscape,
        Networks = NetworkFamilies.OneHidden,
        Formula = "as Soudry-Carmon, times a spectral discrepancy",
        Statement =
            "Stationary points have small training error if the hidden weights are diverse enough; the width "
            + "depends on a spectral discrepancy of theirs.",
        Constants = Constants.OrderOnly,
        Evidence = new(EvidenceTags.ReadElsewhere, "read in later work"),
        TextOnly = Reason,
        Claim = Bound.SaysNothing(Reason),
    };

    private const string Reason = "Its width depends on a discrepancy of the trained weights, not on the data alone.";
}
