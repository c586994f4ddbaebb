using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>k threshold units compute the parity of k inputs.</summary>
public static class ParityThreshold
{
    public static Bound Entry { get; } = new()
    {
        Id = "parity-threshold",
        Title = "Parity by thresholds",
        Source = new("folklore", 0, "one threshold a count of inputs; no open constants"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.ThresholdUnits,
        Formula = "m = k",
        Statement = "Units that fire when at least 1, 2, …, k inputs are on, with output weights of alternating sign.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.ReadElsewhere, "read in later work"),
        Assumptions = [Hypotheses.ParityLabels],
        Claim = problem => problem.Survey.ParityOrder is { } order ? BoundClaim.Width(Math.Max(1, order)) : BoundClaim.Nothing("The labels are no parity."),
    };
}
