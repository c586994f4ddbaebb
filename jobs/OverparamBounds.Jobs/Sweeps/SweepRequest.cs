using OverparamBounds.Jobs.Questions;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>A sweep as read: every axis with its values in order, <c>over</c> written into the specs, nothing bound yet.</summary>
public sealed record SweepRequest
{
    /// <summary>Most questions of a sweep.</summary>
    public const int MostQuestions = 10_000;

    /// <summary>Most trainings of a sweep of grids.</summary>
    public const long MostTrainings = 100_000_000;

    /// <summary>The file's name, which messages begin with.</summary>
    public required string Source { get; init; }

    public required string Name { get; init; }

    public required string Notes { get; init; }

    public required int Priority { get; init; }

    public required IReadOnlyList<Placed<string>> Tasks { get; init; }

    /// <summary>One null where the file says nothing: the task's own labels.</summary>
    public required IReadOnlyList<Placed<string?>> Labels { get; init; }

    public required IReadOnlyList<Placed<string>> Architectures { get; init; }

    public required IReadOnlyList<Placed<string>> Strategies { get; init; }

    public required IReadOnlyList<Placed<string>> Optimizers { get; init; }

    /// <summary>One null where the file says nothing: the task's own criterion.</summary>
    public required IReadOnlyList<Placed<string?>> Criteria { get; init; }

    public required IReadOnlyList<Placed<int>> Steps { get; init; }

    public required IReadOnlyList<Placed<long>> Seeds { get; init; }

    public required IReadOnlyList<Placed<double>> Successes { get; init; }

    /// <summary>Confidence, ratio, widths, lanes, budget and grid, the same for every question; the rest is overwritten.</summary>
    public required QuestionRequest Settings { get; init; }

    /// <summary>Where the widths stand; where <c>search</c> or <c>grid</c> does if there are none.</summary>
    public required SweepPlace WidthsPlace { get; init; }

    /// <summary>Questions that the axes make, repetitions counted.</summary>
    public long QuestionCount => (long)Math.Min(long.MaxValue, Sizes().Aggregate(1.0, (product, size) => product * size));

    private IEnumerable<int> Sizes() =>
    [
        Tasks.Count, Labels.Count, Architectures.Count, Strategies.Count, Optimizers.Count, Criteria.Count,
        Steps.Count, Seeds.Count, Successes.Count,
    ];
}
