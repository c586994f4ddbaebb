using System.Globalization;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Reporting.Tests;

/// <summary>Answers as a search might give them, made by hand.</summary>
internal static class Answers
{
    public static IReadOnlyList<BoundValue> XorBounds { get; } =
    [
        Bound("dof", "Parameter counting", BoundKind.Necessary, 1, "the labels are discrete (DiscreteLabels)"),
        Bound("zhang2017", "Zhang 2017 (2n+d)", BoundKind.Existence, 4) with { Weights = 10 },
        Bound("haeffele2017", "Haeffele-Vidal 2017 (nC+1)", BoundKind.Landscape, 5, "the output bias breaks homogeneity", "no regulariser of matching degree is used"),
    ];

    /// <summary>XOR at 0.9: a resolved threshold with theory beside it.</summary>
    public static FindAnswer Xor { get; } = Of(
        XorBounds,
        Certified(7, 6, 8),
        Cell(1, 8, 0, "low"),
        Cell(2, 24, 6, "low"),
        Cell(4, 64, 47, "low"),
        Cell(5, 240, 199, "low"),
        Cell(6, 512, 441, "none"),
        Cell(7, 640, 581, "none"),
        Cell(8, 96, 95, "high"),
        Cell(16, 8, 8, "none")) with
    {
        Fit = Logit(0.4, 1.15),
        Notes = ["Width 6 is budget-limited: late successes say that a longer budget would raise its share."],
    };

    public static FindAnswer Of(IReadOnlyList<BoundValue> bounds, AnswerSmallest smallest, params AnswerCell[] cells) => new()
    {
        Sweep = "0123456789ab",
        Spec = new(
            "xor", "mlp(act=relu,depth=1)", "dense", "adam(lr=0.01)", 3000, "Z1", 0.9, 0.95, 1.25, 1, 4096, 64, 0, "adaptive"),
        Data = new(4, 2, 1, 0, 0.5, false, new Dictionary<string, string>(), []),
        Smallest = smallest,
        Cells = cells,
        Bounds = bounds,
        FitReason = "not fitted here",
        Cost = new(cells.Sum(cell => cell.Trials), 12, 1_234_567, 9, 12.5, "lanes", "cpu"),
    };

    /// <summary>Sweeps that differ in n alone: thresholds 2 n^0.5 with their intervals, bounds that are exact power laws.</summary>
    public static IReadOnlyList<FindAnswer> Sizes(params IReadOnlyList<int> sizes) => [.. sizes.Select(Sized)];

    public static FindAnswer Sized(int n)
    {
        var width = (int)(2 * Math.Sqrt(n));
        return Of(
            [
                Law("dof", "Parameter counting", BoundKind.Necessary, n, 0.2, 1, "the labels are discrete"),
                Law("units", "Units needed", BoundKind.Necessary, n, 0.5, 0.25) with { Telling = false },
                Law("zhang2017", "Zhang 2017 (2n+d)", BoundKind.Existence, n, 1, 1),
                Law("haeffele2017", "Haeffele-Vidal 2017 (nC+1)", BoundKind.Landscape, n, 1.01, 1, "the output bias breaks homogeneity"),
                Law("oymak2020", "Oymak-Soltanolkotabi 2020", BoundKind.Trainability, n, 0.1, 2) with { ConstantsExplicit = false },
                Law("du2019-two-layer", "Du 2019, two layers", BoundKind.Trainability, n, 100, 6, "the network has biases") with { ConstantsExplicit = false },
            ],
            Certified(width, Math.Max(1, width - 2), width + 1),
            Cell(Math.Max(1, width - 3), 40, 4, "low"),
            Cell(width + 1, 80, 79, "high")) with
        {
            Sweep = $"sweep{n:0000000}",
            Spec = Xor.Spec with { Task = $"sphere(d=10,n={n})" },
            Data = Xor.Data with { Samples = n, Features = 10 },
        };
    }

    /// <summary>Grids on XOR that differ in the optimizer alone, each a little worse than the one before.</summary>
    public static IReadOnlyList<FindAnswer> Optimizers(int count) =>
    [
        .. Enumerable.Range(0, count).Select(at => Of(
            XorBounds,
            Certified(3 + (at % 4), 3 + (at % 4), 4 + (at % 4)),
            [.. Enumerable.Range(1, 8).Select(width => Cell(width, 200, Math.Clamp((width * 40) - 40 - (3 * at), 0, 200), "none"))]) with
        {
            Sweep = string.Create(CultureInfo.InvariantCulture, $"sweep{at:0000000}"),
            Spec = Xor.Spec with { Mode = "grid", Optimizer = string.Create(CultureInfo.InvariantCulture, $"adam(lr={at + 1})") },
        }),
    ];

    /// <summary>A bound that is factor n^power.</summary>
    public static BoundValue Law(string id, string title, BoundKind kind, int n, double factor, double power, params string[] violated)
    {
        var log = Math.Log10(factor) + (power * Math.Log10(n));
        return Bound(id, title, kind, 1, violated) with
        {
            Log10Width = log,
            Width = log < 15 ? (long)Math.Ceiling(Math.Pow(10, log)) : null,
            Telling = true,
        };
    }

    public static BoundsAnswer BoundsOf(IReadOnlyList<BoundValue> bounds) => new()
    {
        Task = Xor.Spec.Task,
        Architecture = Xor.Spec.Architecture,
        Optimizer = Xor.Spec.Optimizer,
        Criterion = Xor.Spec.Criterion,
        Success = 0.9,
        Data = Xor.Data,
        Kernels = [],
        Bounds = bounds,
    };

    /// <summary>So many bounds of all kinds and standings, over ninety decades and beyond.</summary>
    public static IReadOnlyList<BoundValue> Many(int count) =>
    [
        .. Enumerable.Range(0, count).Select(at => Bound($"b{at}", $"A theorem with a long name {at}", (BoundKind)(at % 5), 1) with
        {
            Log10Width = at % 11 == 10 ? null : at * at / 23.0,
            Width = null,
            Infinite = at % 11 == 10,
            Kernel = at % 2 == 0 ? "separation" : "two-layer-gram",
            ConstantsExplicit = at % 3 != 0,
            Violated = at % 4 < 2 ? [] : ["something is broken"],
            Comparison = new(at * at / 23.0, null, null),
        }),
    ];

    public static AnswerSmallest Certified(int width, int low, int high) => new(
        "certified", width, [low, high], (4L * width) + 1, [(4L * low) + 1, (4L * high) + 1], "the interval is narrow enough",
        $"The smallest trainable width lies in {low}..{high} with confidence 0.95, if success crosses 0.9 once.");

    public static AnswerSmallest AboveGrid(int widest) => new(
        "aboveGrid", null, [widest + 1, null], null, [(4L * widest) + 5, null], "the widest width is certified to fall short",
        $"Width {widest} is certified to fall short of 0.9.");

    public static AnswerSmallest Undecided(int low) => new(
        "undecided", null, [low, null], null, [(4L * low) + 1, null], "the budget of trainings is used up",
        "No width is certified to reach 0.9 within the budget.");

    public static AnswerCell Cell(int width, int trials, int fitted, string certificate)
    {
        var share = trials == 0 ? 0.5 : (double)fitted / trials;
        var half = trials == 0 ? 0.5 : 1.6 / Math.Sqrt(trials);
        return new(
            width, (4L * width) + 1, trials, fitted, Math.Max(0, share - half), Math.Min(1, share + half), certificate,
            fitted * 2 > trials ? 400 + (1000.0 / width) : null, width == 6, new(fitted, trials - fitted, 0));
    }

    public static CurveFit Logit(double intercept, double slope, bool fits = true, int widest = 16) => new(
        "logit", intercept, slope, -123.4, 3.2, fits ? 0.4 : 0.001, fits, Math.Pow(2, (2.197 - intercept) / slope),
        [
            .. Enumerable.Range(0, 65).Select(at =>
            {
                var x = Math.Log2(widest) * at / 64;
                return new BandPoint(
                    Math.Pow(2, x),
                    Share(intercept + (slope * x) - 1),
                    Share(intercept + (slope * x) - 1.25),
                    Share(intercept + (slope * x) - 0.75));
            }),
        ]);

    public static BoundValue Bound(string id, string title, BoundKind kind, long width, params string[] violated) => new(
        id, title, kind, Math.Log10(width), width < 1_000_000_000 ? width : null, (4 * width) + 1, null, true, violated,
        $"Someone 2017: a theorem about {id}", null);

    public static IReadOnlyList<TrialResult> Trials { get; } =
    [
        Trial(6, 0, TrialOutcome.Fitted, 810, 0.0095),
        Trial(6, 1, TrialOutcome.NotFitted, 3000, 0.3466),
        Trial(7, 0, TrialOutcome.Diverged, 12, null),
    ];

    public static TrialResult Trial(int width, int seed, TrialOutcome outcome, int steps, double? loss) => new(
        new($"{width:x16}{seed:x16}"), new(width, seed), outcome, steps, loss,
        new((4 * width) + 1, 4 * width, (4 * width) - 1, 32L * ((4 * width) + 1)), 0.015, 0.0125,
        $"{(width * 31) + seed:x32}", new("lanes", "cpu", "cpu-avx512", "overparam 0.1.0, .NET 10.0.12"));

    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));
}
