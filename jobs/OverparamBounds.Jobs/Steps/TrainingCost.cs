using OverparamBounds.Jobs.Questions;
using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Steps;

/// <summary>
/// What a full-length training costs the search, relative to the smallest network. A fixed formula, not a measurement:
/// the search's decisions follow from it, and must come out alike on every machine.
/// </summary>
public static class TrainingCost
{
    /// <summary>Operations that the step of one replica costs even in the smallest network (0.2 µs at about 10 GFLOP/s).</summary>
    private const double Overhead = 2000;

    public static double Of(Question question, int width) =>
        1 + (StepOperations.Of(question.Plan, width) / Overhead);
}
