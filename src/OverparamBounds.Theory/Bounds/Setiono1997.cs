using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>About half as many sigmoid units as inputs compute a parity.</summary>
public static class Setiono1997
{
    public static Bound Entry { get; } = new()
    {
        Id = "setiono1997",
        Title = "Parity by sigmoids",
        Source = new("Setiono", 1997, "on the solution of the parity problem by a single hidden layer; as quoted later; no open constants"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = ⌈(k+1)/2⌉",
        Statement =
            "One hidden layer of ⌈(k+1)/2⌉ sigmoid units, without skip connections, solves the parity of k "
            + "inputs.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.ReadElsewhere, "as quoted in later work"),
        Assumptions = [Hypotheses.Sigmoidal, Hypotheses.HasBiases, Hypotheses.ParityLabels],
        Claim = problem => problem.Survey.ParityOrder is { } order ? BoundClaim.Width(Math.Ceiling((order + 1) / 2.0)) : BoundClaim.Nothing("The labels are no parity."),
    };
}
