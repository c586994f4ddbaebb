using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Lanes;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training.Tests;

/// <summary>Small training plans made by hand.</summary>
internal static class Curves
{
    public static Dataset Xor { get; } = new()
    {
        Inputs = [0, 0, 0, 1, 1, 0, 1, 1],
        Samples = 4,
        Features = 2,
        Labels = [0, 1, 1, 0],
        Classes = 2,
    };

    /// <summary>The same on the corners ±1, which the lanes engine knows.</summary>
    public static Dataset XorOfSigns { get; } = Xor with { Inputs = [-1, -1, -1, 1, 1, -1, 1, 1] };

    /// <summary>Gaussian rows with random labels, every class present.</summary>
    public static Dataset Clouds(int samples, int features, int classes)
    {
        var random = new RandomSequence(RandomSequence.KeyOf($"clouds {samples} {features} {classes}"), RandomPurpose.Data);
        return new()
        {
            Inputs = [.. Enumerable.Range(0, samples * features).Select(_ => random.NextNormal())],
            Samples = samples,
            Features = features,
            Labels = [.. Enumerable.Range(0, samples).Select(row => row < classes ? row : random.NextIndex(classes))],
            Classes = classes,
        };
    }

    public static Dataset Regression(int samples, int features, int outputs)
    {
        var random = new RandomSequence(RandomSequence.KeyOf($"regression {samples} {features} {outputs}"), RandomPurpose.Data);
        return new()
        {
            Inputs = [.. Enumerable.Range(0, samples * features).Select(_ => random.NextNormal())],
            Samples = samples,
            Features = features,
            Targets = [.. Enumerable.Range(0, samples * outputs).Select(_ => random.NextNormal())],
            TargetColumns = outputs,
        };
    }

    public static TrainingPlan Plan(
        Dataset data, string architecture = "mlp", string optimizer = "adam", string criterion = "Z1", int steps = 3000)
    {
        var network = ArchitectureCatalogue.All.Bind(architecture);
        var rule = OptimizerCatalogue.All.Bind(optimizer);
        var test = CriterionCatalogue.All.Bind(data.IsClassification ? criterion : "mse");
        var curve = new CurveSpec("by-hand", network.Text, "dense", rule.Text, test.Text, steps, Seed: 0);
        return new(curve, data, network, rule.Entry.Rule(rule.Arguments), test.Entry.Rule(test.Arguments));
    }

    public static IReadOnlyList<TrialResult> Train(this TrainingPlan plan, IReadOnlyList<Trial> trials, int threads = 1, bool checkpointing = false)
    {
        var results = new List<TrialResult>();
        var trainer = new TorchTrainer(plan, TorchSettings.Default with { Threads = threads, Checkpointing = checkpointing });
        trainer.Train(new(plan.Curve, trials), results.AddRange, progress: null, TestContext.Current.CancellationToken);
        return [.. results.OrderBy(result => result.Trial.Width).ThenBy(result => result.Trial.SeedIndex)];
    }

    public static IReadOnlyList<TrialResult> TrainOnLanes(
        this TrainingPlan plan, IReadOnlyList<Trial> trials, int threads = 1, LaneOptions? options = null)
    {
        var results = new List<TrialResult>();
        var trainer = new LaneTrainer(plan, threads, options ?? LaneOptions.Default);
        trainer.Train(new(plan.Curve, trials), results.AddRange, progress: null, TestContext.Current.CancellationToken);
        return [.. results.OrderBy(result => result.Trial.Width).ThenBy(result => result.Trial.SeedIndex)];
    }

    /// <summary>Everything of a result that must be equal wherever and in whatever company the trial was trained.</summary>
    public static (TrialId Id, TrialOutcome Outcome, int Steps, double? Loss, string Digest) Essence(TrialResult result) =>
        (result.Id, result.Outcome, result.Steps, result.FinalLoss, result.Digest);

    public static IReadOnlyList<Trial> Seeds(int width, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(seed => new Trial(width, seed))];
}
