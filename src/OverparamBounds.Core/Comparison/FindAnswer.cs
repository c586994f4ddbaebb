namespace OverparamBounds.Core.Comparison;

/// <summary>The whole answer to one question, in the shape of the JSON that users read.</summary>
/// <remarks>Property names become camel case. Numbers are finite or null; a null has its reason beside it.</remarks>
public sealed record FindAnswer
{
    public int Schema { get; init; } = 1;

    public required string Sweep { get; init; }

    public required AnswerSpec Spec { get; init; }

    public required AnswerData Data { get; init; }

    public required AnswerSmallest Smallest { get; init; }

    public required IReadOnlyList<AnswerCell> Cells { get; init; }

    /// <summary>Every bound that covers the architecture, compared with what was measured.</summary>
    public required IReadOnlyList<BoundValue> Bounds { get; init; }

    /// <summary>The kernels that bounds were computed from.</summary>
    public IReadOnlyList<KernelSpectrum> Kernels { get; init; } = [];

    /// <summary>The descriptive curve; null with <see cref="FitReason"/> where there is none.</summary>
    public CurveFit? Fit { get; init; }

    public string? FitReason { get; init; }

    public required AnswerCost Cost { get; init; }

    public AnswerFiles? Files { get; init; }

    /// <summary>What is known exactly of the data, where they are small.</summary>
    public IReadOnlyList<ExactReference> References { get; init; } = [];

    /// <summary>Bounds and measurements that cannot both be right: a bug or a discovery.</summary>
    public IReadOnlyList<string> Contradictions { get; init; } = [];

    /// <summary>Remarks a careful reader needs: budget-limited cells, certified non-monotonicity, untested widths.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>The question.</summary>
public sealed record AnswerSpec(
    string Task,
    string Architecture,
    string Strategy,
    string Optimizer,
    int Steps,
    string Criterion,
    double Success,
    double Confidence,
    double Ratio,
    int MinWidth,
    int MaxWidth,
    int Lanes,
    long Seed,
    string Mode);

/// <summary>The data set's sizes and geometry.</summary>
public sealed record AnswerData(
    int Samples,
    int Features,
    int Outputs,
    double? Separation,
    double? LambdaMin,
    bool? LinearlySeparable,
    IReadOnlyDictionary<string, string> Reasons,
    IReadOnlyList<string> Notes)
{
    /// <summary>The form of the rows behind separation and eigenvalue: unit, or lift (a 1 appended first, as biases do).</summary>
    public string Rows { get; init; } = "unit";
}

/// <summary>The smallest trainable width.</summary>
/// <param name="Status">certified, bracketed, aboveGrid or undecided.</param>
/// <param name="Width">Point estimate; null where there is none.</param>
/// <param name="WidthInterval">[L+1, U]; the upper end is null where no width is certified to reach the level.</param>
/// <param name="StopReason">Why the search ended, in words.</param>
/// <param name="Statement">The claim in one sentence.</param>
public sealed record AnswerSmallest(
    string Status,
    int? Width,
    IReadOnlyList<int?> WidthInterval,
    long? Parameters,
    IReadOnlyList<long?> ParametersInterval,
    string StopReason,
    string Statement);

/// <summary>One width.</summary>
/// <param name="Lower">Lower end of the two-sided confidence sequence at the search's confidence.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Certificate">high, low or none.</param>
/// <param name="MedianSteps">Median steps to the criterion (Kaplan-Meier); null where less than half reached it.</param>
/// <param name="BudgetLimited">Whether late successes say that a longer budget would raise the share.</param>
public sealed record AnswerCell(
    int Width,
    long Parameters,
    int Trials,
    int Fitted,
    double Lower,
    double Upper,
    string Certificate,
    double? MedianSteps,
    bool BudgetLimited,
    AnswerOutcomes Outcomes);

public sealed record AnswerOutcomes(int Fitted, int NotFitted, int Diverged);

/// <summary>What the answer cost.</summary>
/// <param name="Trainings">Trials that the answer rests on.</param>
/// <param name="Reused">Those of them that the ledger held already.</param>
/// <param name="NetSteps">Optimizer steps, summed over the trials.</param>
/// <param name="Seconds">Wall time of this run.</param>
public sealed record AnswerCost(int Trainings, int Reused, long NetSteps, int Launches, double Seconds, string Engine, string Device);

/// <summary>Files written.</summary>
public sealed record AnswerFiles(string Figure, string Png, string Report, string Trials)
{
    /// <summary>Every bound on one axis; null in answers that were stored before there was one.</summary>
    public string? Ladder { get; init; }
}
