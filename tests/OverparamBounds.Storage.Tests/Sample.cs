using System.Globalization;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage.Tests;

/// <summary>Questions and trials to store; a trial is a pure function of curve, width and seed index, as real ones are.</summary>
internal static class Sample
{
    public static CurveSpec Curve { get; } = new(
        Task: "xor", Architecture: "mlp(act=relu,depth=1)", Strategy: "dense", Optimizer: "adam(lr=0.01)", Criterion: "Z1", Steps: 3000, Seed: 0);

    public static FindSpec Question { get; } = new(
        Curve, Success: 0.9, Confidence: 0.95, Ratio: 1.25, MinWidth: 1, MaxWidth: 4096, Lanes: 512, MaxTrainings: 50000, Grid: null);

    public static CurveSpec OtherCurve { get; } = Curve with { Seed = 1 };

    public static RandomSequence Random(string name) => new(RandomSequence.KeyOf(name), RandomPurpose.Simulation);

    public static TrialResult Result(CurveSpec curve, int width, int seedIndex)
    {
        var random = new RandomSequence(curve.RandomKey(width, seedIndex), RandomPurpose.Simulation);
        var outcome = (TrialOutcome)random.NextIndex(3);
        return new(
            Id: curve.TrialId(width, seedIndex),
            Trial: new(width, seedIndex),
            Outcome: outcome,
            Steps: outcome == TrialOutcome.NotFitted ? curve.Steps : 1 + random.NextIndex(curve.Steps),
            FinalLoss: outcome == TrialOutcome.Diverged ? null : Math.Exp(10 * random.NextNormal()),
            Size: new(Dense: random.NextIndex(1000), Nonzero: random.NextIndex(1000), Effective: random.NextIndex(1000), Bits: 32L << random.NextIndex(50)),
            WallSeconds: random.NextUniform(),
            CpuSeconds: random.NextUniform(),
            Digest: CurveSpec.Hash($"{curve.TrialText(width, seedIndex)}: {outcome}"),
            Engine: random.NextIndex(2) == 0
                ? new("lanes", "cpu", "cpu-avx512", "overparam 0.1.0, .NET 10.0.4")
                : new("torch", "cuda:0", "cuda-9.0", "overparam 0.1.0, .NET 10.0.4, torch 2.10.0"))
        {
            Memory = random.NextIndex(4) == 0 ? null : new(State: 8L << random.NextIndex(40), Activations: random.NextIndex(int.MaxValue)),
        };
    }

    public static IReadOnlyList<TrialResult> Results(CurveSpec curve, int width, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(seedIndex => Result(curve, width, seedIndex))];

    /// <summary>The same trial as it would come from a machine that rounds otherwise.</summary>
    public static TrialResult Contradict(TrialResult result, EngineStamp? engine = null) =>
        result with { Digest = CurveSpec.Hash(result.Digest), Engine = engine ?? result.Engine };

    public static FindSpec RandomQuestion(RandomSequence random)
    {
        string Text() => string.Create(
            CultureInfo.InvariantCulture, $"csv(path=\"d,{random.NextIndex(9)} 'é\\\" 学|{random.NextWord()}.csv\",x={random.NextNormal():R})");
        var low = 1 + random.NextIndex(100);
        return new(
            new(Text(), Text(), Text(), Text(), Text(), Steps: 1 + random.NextIndex(int.MaxValue), Seed: (long)random.NextWord() << random.NextIndex(32)),
            Success: random.NextUniform(),
            Confidence: random.NextUniform(),
            Ratio: 1 + random.NextUniform(),
            MinWidth: low,
            MaxWidth: low + random.NextIndex(1 << 30),
            Lanes: 1 + random.NextIndex(4096),
            MaxTrainings: random.NextIndex(int.MaxValue),
            Grid: random.NextIndex(2) == 0
                ? null
                : new([.. Enumerable.Range(0, random.NextIndex(20)).Select(_ => 1 + random.NextIndex(1000))], Seeds: random.NextIndex(1000)));
    }
}
