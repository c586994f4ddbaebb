using OverparamBounds.Core.Comparison;
using OverparamBounds.Theory.Assumptions;
using OverparamBounds.Theory.Families;

namespace OverparamBounds.Theory.Bounds;

/// <summary>One monotone unit a layer can do no more than a hyperplane.</summary>
public static class MonotoneUnit
{
    public static Bound Entry { get; } = new()
    {
        Id = "monotone-unit",
        Title = "One monotone unit",
        Source = new("this project", 0, "a monotone function of one projection; no open constants"),
        Kind = BoundKind.Necessary,
        Networks = NetworkFamilies.AnyDense,
        Formula = "m ≥ 2 unless the classes are linearly separable",
        Statement =
            "A network of width 1 with monotone units is a monotone function of one linear form of its input, "
            + "so the inputs that it calls positive are a half-space. Two classes that no hyperplane separates "
            + "need a width of 2 at least: XOR and every parity are the smallest examples.",
        Constants = Constants.Explicit,
        Evidence = new(EvidenceTags.Derived, "derived here"),
        Assumptions = [Hypotheses.BinaryLabels, Hypotheses.Monotone, Hypotheses.NoConflicts],
        Claim = Claim,
    };

    private static BoundClaim Claim(BoundProblem problem)
    {
        if (problem.Depth == 0)
        {
            return BoundClaim.Nothing("The network has no hidden layer.");
        }

        return problem.Survey.LinearlySeparable.Value switch
        {
            true => BoundClaim.Width(1),
            false => BoundClaim.Width(2),
            null => BoundClaim.Nothing(problem.Survey.LinearlySeparable.Reason!),
        };
    }
}
