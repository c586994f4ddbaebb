using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Reporting.Exports;

/// <summary>Trials as a table, one a line.</summary>
public static class TrialCsv
{
    private static readonly IReadOnlyList<string> Columns =
    [
        "trial", "width", "seed", "outcome", "steps", "finalLoss", "dense", "nonzero", "effective", "bits",
        "stateBytes", "activationBytes", "wallSeconds", "cpuSeconds", "digest", "engine", "device", "deviceClass", "versions",
    ];

    /// <summary>Trials of one question.</summary>
    public static string Write(IReadOnlyList<TrialResult> trials)
    {
        var csv = new CsvText([.. Columns]);
        foreach (var trial in trials)
        {
            Add(csv, trial).EndLine();
        }

        return csv.ToString();
    }

    /// <summary>Trials of several questions, with what tells these apart in further columns.</summary>
    public static string WriteSweep(IReadOnlyList<QuestionTrial> trials)
    {
        var csv = new CsvText([.. Columns, "question", "task", "architecture", "strategy", "optimizer", "criterion", "stepLimit", "ladder"]);
        foreach (var (question, trial) in trials)
        {
            Add(csv, trial)
                .Add(question.Id.Value)
                .Add(question.Curve.Task)
                .Add(question.Curve.Architecture)
                .Add(question.Curve.Strategy)
                .Add(question.Curve.Optimizer)
                .Add(question.Curve.Criterion)
                .Add(question.Curve.Steps)
                .Add(question.Curve.Seed)
                .EndLine();
        }

        return csv.ToString();
    }

    private static CsvText Add(CsvText csv, TrialResult trial) => csv
        .Add(trial.Id.Value)
        .Add(trial.Trial.Width)
        .Add(trial.Trial.SeedIndex)
        .Add(trial.Outcome.Name())
        .Add(trial.Steps)
        .Add(trial.FinalLoss)
        .Add(trial.Size.Dense)
        .Add(trial.Size.Nonzero)
        .Add(trial.Size.Effective)
        .Add(trial.Size.Bits)
        .Add(trial.Memory?.State)
        .Add(trial.Memory?.Activations)
        .Add(trial.WallSeconds)
        .Add(trial.CpuSeconds)
        .Add(trial.Digest)
        .Add(trial.Engine.Engine)
        .Add(trial.Engine.Device)
        .Add(trial.Engine.DeviceClass)
        .Add(trial.Engine.Versions);
}

/// <summary>A trial with the question that it was used for.</summary>
public sealed record QuestionTrial(FindSpec Question, TrialResult Trial);
