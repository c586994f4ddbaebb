using System.Globalization;
using System.Text.Json;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Scale;

/// <summary>Results and answers that nobody trained for; pure functions of what they stand for, as real ones are.</summary>
internal static class MadeUp
{
    /// <summary>Lines of hex digits that bring an answer to the size of a real one, some 12 KiB, and do not pack well.</summary>
    private const int FillerLines = 160;

    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private static readonly EngineStamp Engine = new("simulated", "cpu", "cpu-avx2", "scale 0.1.0");

    public static TrialFlush Results(ClaimedBlock block)
    {
        var (curve, range) = (block.Spec.Curve, block.Range!);
        var names = new TrialNames(curve);
        return new(curve, [.. Enumerable.Range(range.FirstSeed, range.Count).Select(seed => Result(curve, names, range.Width, seed))]);
    }

    public static QuestionAnswer Answer(FindSpec spec)
    {
        var widths = spec.Grid!.Widths;
        var width = widths[widths.Count / 2];
        var answer = new FindAnswer
        {
            Sweep = spec.Id.Value,
            Spec = new(
                spec.Curve.Task, spec.Curve.Architecture, spec.Curve.Strategy, spec.Curve.Optimizer, spec.Curve.Steps, spec.Curve.Criterion,
                spec.Success, spec.Confidence, spec.Ratio, spec.MinWidth, spec.MaxWidth, spec.Lanes, spec.Curve.Seed, "grid"),
            Data = new(8, 4, 1, 0.5, 0.1, false, new Dictionary<string, string>(), []),
            Smallest = new("certified", width, [width, width], 6 * width, [6 * width, 6 * width], "simulated", "Simulated."),
            Cells = [],
            Bounds = [],
            Cost = new(widths.Count * spec.Grid.Seeds, 0, 0, 1, 0, "simulated", "cpu"),
            Notes = [.. Enumerable.Range(0, FillerLines).Select(line => CurveSpec.Hash($"{spec.Id} {line}"))],
        };
        return new(
            "certified",
            JsonSerializer.Serialize(answer, CamelCase),
            [.. widths.Select(each => new WidthCount(each, spec.Grid.Seeds, spec.Grid.Seeds / 2))],
            ["""{"launch":1}"""]);
    }

    private static TrialResult Result(CurveSpec curve, TrialNames names, int width, int seed)
    {
        var id = names.TrialId(width, seed);
        var digest = CurveSpec.Hash(id.Value);
        var draw = int.Parse(digest.AsSpan(0, 6), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var isFitted = draw % 10 < width - 1;
        return new(
            id,
            new(width, seed),
            isFitted ? TrialOutcome.Fitted : TrialOutcome.NotFitted,
            isFitted ? 1 + (draw % curve.Steps) : curve.Steps,
            FinalLoss: 1.0 / (1 + draw),
            new(Dense: 6L * width, Nonzero: 6L * width, Effective: 6L * width, Bits: 192L * width),
            WallSeconds: 0.01,
            CpuSeconds: 0.01,
            digest,
            Engine);
    }
}
