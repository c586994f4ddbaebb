using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Jobs.Steps;

/// <summary>What a search, adaptive or on a grid, ended with.</summary>
/// <param name="Cells">Widths in order of first launch, with their certificates.</param>
/// <param name="Results">The trials that the answer rests on.</param>
/// <param name="BudgetEnded">Whether trainings or time ran out before the wanted ratio.</param>
public sealed record SearchOutcome(
    ThresholdEstimate Estimate,
    string StopReason,
    IReadOnlyList<SearchedCell> Cells,
    IReadOnlyList<TrialResult> Results,
    IReadOnlyList<string> Remarks,
    int Launches,
    int Reused,
    bool BudgetEnded);

/// <summary>One width of a search.</summary>
/// <param name="Interval">Interval of its success probability; which kind depends on the search.</param>
public sealed record SearchedCell(WidthCount Count, Certificate Certificate, ProbabilityInterval Interval);
