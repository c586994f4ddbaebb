using OverparamBounds.Core.Trials;

namespace OverparamBounds.Reporting.Exports;

/// <summary>Trials as a table, one a line.</summary>
public static class TrialCsv
{
    public static string Write(IReadOnlyList<TrialResult> trials)
    {
        var csv = new CsvText(
            "trial", "width", "seed", "outcome", "steps", "finalLoss", "dense", "nonzero", "effective", "bits",
            "wallSeconds", "cpuSeconds", "digest", "engine", "device", "deviceClass", "versions");
        foreach (var trial in trials)
        {
            csv.Add(trial.Id.Value)
                .Add(trial.Trial.Width)
                .Add(trial.Trial.SeedIndex)
                .Add(trial.Outcome.Name())
                .Add(trial.Steps)
                .Add(trial.FinalLoss)
                .Add(trial.Size.Dense)
                .Add(trial.Size.Nonzero)
                .Add(trial.Size.Effective)
                .Add(trial.Size.Bits)
                .Add(trial.WallSeconds)
                .Add(trial.CpuSeconds)
                .Add(trial.Digest)
                .Add(trial.Engine.Engine)
                .Add(trial.Engine.Device)
                .Add(trial.Engine.DeviceClass)
                .Add(trial.Engine.Versions)
                .EndLine();
        }

        return csv.ToString();
    }
}
