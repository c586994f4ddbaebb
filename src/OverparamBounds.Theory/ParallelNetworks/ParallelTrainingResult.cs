namespace OverparamBounds.Theory.ParallelNetworks;

/// <param name="GradientSteps">Steps of gradient descent that were taken.</param>
/// <param name="PolishSteps">Steps of the polishing that were taken.</param>
/// <param name="GrownUnits">Zero units that a better unit took the place of.</param>
/// <param name="IsStationary">Whether the polishing reached its tolerance; false without polishing.</param>
/// <param name="History">Never climbs; the first is the initial network, the last the trained one, up to the rounding of the polishing's running sums.</param>
public sealed record ParallelTrainingResult(
    ParallelNetwork Network,
    int GradientSteps,
    int PolishSteps,
    int GrownUnits,
    bool IsStationary,
    IReadOnlyList<TrainingPoint> History);

/// <param name="Step">Gradient and polishing steps before it.</param>
public sealed record TrainingPoint(int Step, double Objective);
