using OverparamBounds.Core.Sweeps;

namespace OverparamBounds.Jobs.Questions;

/// <summary>A question as asked, before anything is checked: specs are texts.</summary>
public sealed record QuestionRequest
{
    public required string Task { get; init; }

    /// <summary>A label mode that overrides the task's; null for the task's own.</summary>
    public string? Labels { get; init; }

    public string Architecture { get; init; } = "mlp";

    public string Strategy { get; init; } = "dense";

    public string Optimizer { get; init; } = "adam";

    /// <summary>Null for Z1 on classes and mse on real targets.</summary>
    public string? Criterion { get; init; }

    public int Steps { get; init; } = 3000;

    public long Seed { get; init; }

    public double Success { get; init; } = 0.9;

    public double Confidence { get; init; } = 0.95;

    public double Ratio { get; init; } = 1.25;

    public int MinWidth { get; init; } = 1;

    /// <summary>Null for what the architecture is usually asked up to.</summary>
    public int? MaxWidth { get; init; }

    public int Lanes { get; init; } = 128;

    /// <summary>Budget in trainings.</summary>
    public int MaxTrainings { get; init; } = 20_000;

    /// <summary>Fixed widths and seeds; null for the adaptive search.</summary>
    public GridSpec? Grid { get; init; }
}
