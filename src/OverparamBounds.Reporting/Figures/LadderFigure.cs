using System.Globalization;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Figures;

/// <summary>All bounds of one problem on one width axis, with what was measured beside them.</summary>
public static class LadderFigure
{
    /// <summary>The axis ends here at the latest: who is told of 10^80 units learns no more than from 10^30.</summary>
    private const double MostDecades = 30;

    private const double FewestDecades = 2;

    /// <summary>From what no network can do without to what training is proved to do with.</summary>
    private static readonly BoundKind[] Order =
        [BoundKind.Necessary, BoundKind.Existence, BoundKind.Landscape, BoundKind.Trainability, BoundKind.Heuristic];

    public static Figure Entry { get; } = Figure.OfOne(
        id: "ladder",
        title: "All bounds on one width axis",
        source: new("this project", 0, "a row a bound, by kind, with the measured interval across them"),
        draw: Draw);

    /// <summary>Bounds and what was measured.</summary>
    public static FigureData.Ladder Draw(FindAnswer answer)
    {
        var spec = answer.Spec;
        var rungs = Rungs(answer.Bounds);
        var threshold = MeasuredThreshold.Of(answer);
        return new(
            $"Bounds and the measured width: {spec.Task}",
            Text($"{spec.Architecture}, {spec.Strategy}, {spec.Optimizer}, criterion {spec.Criterion} within {spec.Steps} steps; {Sizes(answer.Data)}"),
            Text($"sweep {answer.Sweep}, {answer.Cost.Trainings} trainings, seed {spec.Seed}, overparam {ProgramVersion.Text}; {Rest(answer.Bounds.Count, rungs.Count)}"),
            Axis(spec.Architecture, rungs, threshold),
            threshold,
            rungs);
    }

    /// <summary>Bounds alone.</summary>
    public static FigureData.Ladder Draw(BoundsAnswer answer)
    {
        var rungs = Rungs(answer.Bounds);
        return new(
            $"Bounds on the width: {answer.Task}",
            Text($"{answer.Architecture}, {answer.Optimizer}, criterion {answer.Criterion}, 1 - δ = {answer.Success}; {Sizes(answer.Data)}"),
            Text($"nothing was trained; overparam {ProgramVersion.Text}; {Rest(answer.Bounds.Count, rungs.Count)}"),
            Axis(answer.Architecture, rungs, measured: null),
            Measured: null,
            rungs);
    }

    private static List<BoundValue> Rungs(IReadOnlyList<BoundValue> bounds) =>
    [
        .. bounds
            .Where(bound => bound.Covers && (bound.Infinite || (bound.Log10Width is { } power && double.IsFinite(power))))
            .OrderBy(bound => Array.IndexOf(Order, bound.Kind))
            .ThenBy(bound => bound.Infinite ? double.PositiveInfinity : bound.Log10Width),
    ];

    private static FigureAxis Axis(string architecture, List<BoundValue> rungs, FigureMark.Threshold? measured)
    {
        var farthest = rungs
            .Where(bound => !bound.Infinite)
            .Select(bound => bound.Log10Width ?? 0)
            .Append(Math.Log10(measured?.High ?? measured?.Low ?? 1))
            .Max();
        var decades = Math.Clamp(Math.Ceiling(farthest), FewestDecades, MostDecades);

        // Room of a fiftieth keeps marks at either end off the frame.
        return new(
            WidthLabel.Of(architecture),
            IsLogarithmic: true,
            Math.Pow(10, -decades / 50),
            Math.Pow(10, decades * 51 / 50));
    }

    private static string Sizes(AnswerData data) => Text($"n = {data.Samples}, d = {data.Features}, C = {data.Outputs}");

    private static string Rest(int all, int shown) => all > shown
        ? Text($"{shown} of {all} bounds have a width here")
        : Text($"{shown} bounds");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
