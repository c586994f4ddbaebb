using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>Two ReLU layers of about √n units memorise any n distinct points.</summary>
public static class Yun2019
{
    public static Bound Entry { get; } = new()
    {
        Id = "yun2019",
        Title = "Yun 2019",
        Source = new("Yun, Sra, Jadbabaie", 2019, "NeurIPS; 1810.07770; floor formula from memory; no open constants"),
        Kind = BoundKind.Existence,
        Networks = NetworkFamilies.TwoHidden,
        Formula = "4⌊d₁/4⌋⌊d₂/(4C)⌋ ≥ n",
        Statement =
            "Any n distinct points with labels in [−1, 1]^C are fitted by two hidden ReLU layers if "
            + "4⌊d₁/4⌋⌊d₂/(4C)⌋ ≥ n; Θ(√n) units are necessary and sufficient for one output.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Read | EvidenceTags.Memory, "Θ(√n) read in the abstract; floor formula from memory"),
        Assumptions = [Hypotheses.Relu, Hypotheses.HasBiases, Hypotheses.NoConflicts],
        Exponents = new(Samples: 0.5, Outputs: 0.5),
        Telling = true,
        Claim = problem => BoundClaim.Width(EqualWidth(problem.Problem.Samples, problem.Problem.Outputs)),
    };

    /// <summary>The least w with 4⌊w/4⌋⌊w/(4C)⌋ ≥ n.</summary>
    public static long EqualWidth(long samples, long outputs)
    {
        // Only multiples of 4 and of 4C change the product, and 4C is a multiple of 4.
        var width = Math.Max(4 * outputs, (long)Math.Sqrt(4.0 * samples * outputs) / 4 * 4);
        while (4 * (width / 4) * (width / (4 * outputs)) < samples)
        {
            width += 4;
        }

        while (width > 4 * outputs && 4 * ((width - 4) / 4) * ((width - 4) / (4 * outputs)) >= samples)
        {
            width -= 4;
        }

        return width;
    }
}
