using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Polylogarithmic width for two classes with a margin in tangent features.</summary>
public static class Ji2020
{
    public static Bound Entry { get; } = new()
    {
        Id = "ji2020-polylog",
        Title = "Ji-Telgarsky 2020",
        Source = new("Ji, Telgarsky", 2020, "ICLR; 1909.12292; constants from memory"),
        Kind = BoundKind.Trainability,
        Networks = NetworkFamilies.OneHidden,
        Formula = "m ≥ 4096 R²/γ⁶, R = 4(√(2 log(4n/δ)) + log(4/ε))/γ",
        Statement =
            "Logistic loss, first layer trained, step at most 1: the average risk is at most ε within "
            + "2R²/(ηε) steps with probability 1 − 3δ. The margin γ lies between γ₁² and γ₁; the guaranteed end "
            + "γ₁² is used. All rows are fitted once ε < log(2)/n, which is the ε used. The guarantee is for "
            + "the average iterate.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Read | EvidenceTags.Memory, "order read in the abstract; constants from memory"),
        Assumptions = HypothesisSets.TwoLayerMargin,
        Claim = problem => Claim(problem, margin => margin),
    };

    private const double MachineEpsilon = 2.2e-16;

    /// <summary>The theorem holds with probability 1 - 3δ, so a third of the question's δ goes in.</summary>
    internal static BoundClaim Claim(BoundProblem problem, Func<double, double> margin)
    {
        if (problem.Survey.Margin.Value is not { } found)
        {
            return BoundClaim.Nothing(problem.Survey.Margin.Reason!);
        }

        // Entries of the Gram matrix are at most 1/2, and rounding leaves some n machine epsilons of them.
        if (found.Squared <= 10 * problem.Samples * MachineEpsilon)
        {
            return BoundClaim.Infinite("The margin is 0 to working precision.") with { Kernel = "ntk-margin" };
        }

        var error = Math.Log(2) / problem.Samples;
        return BoundClaim.Log10OfWidth(Log10Width(problem.Samples, margin(found.Squared), error, problem.FailureProbability / 3)) with
        {
            Kernel = "ntk-margin",
            Flaw = found.Rows < problem.Problem.Samples ? $"the margin is that of the first {found.Rows} rows; all rows need more" : null,
        };
    }

    /// <summary>log10 of 4096 R²/γ⁶ with R = (√(2 log(4n/δ)) + log(4/ε))/(γ/4).</summary>
    public static double Log10Width(double samples, double margin, double error, double failure)
    {
        var radius = (Math.Sqrt(2 * Math.Log(4 * samples / failure)) + Math.Log(4 / error)) / (margin / 4);
        return Math.Log10(4096) + (2 * Math.Log10(radius)) - (6 * Math.Log10(margin));
    }
}
