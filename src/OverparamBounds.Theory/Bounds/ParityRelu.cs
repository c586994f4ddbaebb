using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>k ReLU units compute the parity of k inputs.</summary>
public static class ParityRelu
{
    public static Bound Entry { get; } = new()
    {
        Id = "parity-relu",
        Title = "Parity by ReLU",
        Source = new("this project", 0, "explicit sum of k ramps; no open constants"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m = k",
        Statement =
            "With s the number of inputs that are on, relu(s) + 2 Σ_{j=1..k−1} (−1)^j relu(s − j) is the "
            + "parity. Fewer units may do: docs/exact.md says what enumeration finds.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Derived, "derived here"),
        Assumptions = [Hypotheses.Relu, Hypotheses.HasBiases, Hypotheses.ParityLabels],
        Claim = problem => problem.Survey.ParityOrder is { } order ? BoundClaim.Width(Math.Max(1, order)) : BoundClaim.Nothing("The labels are no parity."),
    };
}
