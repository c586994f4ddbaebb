namespace OverparamBounds.Jobs.Prices;

/// <summary>A quantity that is not known before: the least that is likely, what is usual, and the most there can be.</summary>
public sealed record Spread(double Low, double Typical, double Most)
{
    public static Spread Zero { get; } = new(0, 0, 0);

    public static Spread Exactly(double value) => new(value, value, value);

    public static Spread operator +(Spread left, Spread right) =>
        new(left.Low + right.Low, left.Typical + right.Typical, left.Most + right.Most);

    public static Spread operator *(Spread spread, double factor) => new(spread.Low * factor, spread.Typical * factor, spread.Most * factor);

    public static Spread Add(Spread left, Spread right) => left + right;

    public static Spread Multiply(Spread spread, double factor) => spread * factor;
}

/// <summary>What a question will cost.</summary>
/// <param name="Question">The question's id.</param>
/// <param name="Mode">search or grid.</param>
/// <param name="Trainings">Trainings that the answer rests on; exact for a grid.</param>
/// <param name="StoredCells">Widths of the curve with stored trials.</param>
/// <param name="StoredTrials">Trials of the curve in the ledger; for a grid, those that it uses.</param>
/// <param name="IsAnswered">Whether the ledger holds an answer that more trainings would not change.</param>
/// <param name="Remaining">Trainings that are still to be done.</param>
/// <param name="CoreMinutes">One-core minutes of the remaining trainings; null where the device has no measured speed.</param>
public sealed record QuestionPrice(
    string Question,
    string Task,
    string Architecture,
    string Strategy,
    string Optimizer,
    string Criterion,
    int Steps,
    long Seed,
    double Success,
    string Mode,
    Spread Trainings,
    int StoredCells,
    long StoredTrials,
    bool IsAnswered,
    Spread Remaining,
    Spread? CoreMinutes);

/// <summary>What a sweep will cost, before anything runs.</summary>
/// <param name="Ledger">Whether a ledger was there to be read.</param>
/// <param name="Notes">What the numbers rest on, and what they leave out.</param>
public sealed record SweepPrice(
    string Sweep,
    string Name,
    int Priority,
    bool Ledger,
    string Device,
    int Threads,
    IReadOnlyList<QuestionPrice> Questions,
    IReadOnlyList<string> Notes)
{
    /// <summary>Version of the JSON document.</summary>
    public int Schema { get; } = 1;

    public Spread Trainings { get; } = Sum(Questions, question => question.Trainings);

    /// <summary>Those of a curve that several questions share are counted once.</summary>
    public int StoredCells { get; } = Curves(Questions).Sum(question => question.StoredCells);

    /// <inheritdoc cref="StoredCells"/>
    public long StoredTrials { get; } = Curves(Questions).Sum(question => question.StoredTrials);

    public Spread Remaining { get; } = Sum(Questions, question => question.Remaining);

    public Spread? CoreMinutes { get; } = Questions.Any(question => question.CoreMinutes is null)
        ? null
        : Sum(Questions, question => question.CoreMinutes!);

    /// <summary>Null: no speed has been measured on a GPU, so none is made up.</summary>
    public Spread? GpuMinutes { get; }

    /// <summary>What the remaining trials will take in the ledger.</summary>
    public Spread DiskBytes { get; } = Sum(Questions, question => question.Remaining) * PriceRules.BytesPerTrial;

    /// <summary>Grids of one curve train the same trials, whatever level each asks about; searches go ways of their own.</summary>
    private static Spread Sum(IReadOnlyList<QuestionPrice> questions, Func<QuestionPrice, Spread> part) =>
        Curves(questions.Where(question => question.Mode == "grid")).Concat(questions.Where(question => question.Mode != "grid"))
            .Aggregate(Spread.Zero, (sum, question) => sum + part(question));

    private static IEnumerable<QuestionPrice> Curves(IEnumerable<QuestionPrice> questions) => questions.DistinctBy(question =>
        (question.Task, question.Architecture, question.Strategy, question.Optimizer, question.Criterion, question.Steps, question.Seed));
}
