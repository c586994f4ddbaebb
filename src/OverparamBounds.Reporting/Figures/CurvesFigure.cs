using System.Globalization;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Reporting.Figures;

/// <summary>Success probability against width of several sweeps, with the smallest width of each below.</summary>
public static class CurvesFigure
{
    /// <summary>More curves than this are not told apart.</summary>
    public const int MostCurves = 16;

    public static Figure Entry { get; } = new(
        Id: "curves",
        Title: "Success probability against width of several sweeps, and the smallest width of each",
        Source: new("this project", 0, "marks of one width side by side; what differs names a curve"),
        Draw: Draw);

    /// <param name="answers">Of sweeps that ask for one success probability at one confidence, whatever else differs.</param>
    /// <exception cref="RequestException">There are none, too many, or they ask for several probabilities.</exception>
    public static FigureData.Curves Draw(IReadOnlyList<FindAnswer> answers)
    {
        IReadOnlyList<FindAnswer> distinct = [.. answers.DistinctBy(answer => answer.Sweep)];
        Check(distinct);
        var names = new CurveNames(distinct);
        var first = distinct[0];
        return new(
            Title: Title(first, names),
            Subtitle: string.Join(", ", Subtitle(distinct, names)),
            Footer: Footer(distinct),
            X: WidthAxis(distinct),
            Y: new("success probability", IsLogarithmic: false, Minimum: 0, Maximum: 1),
            first.Spec.Success,
            first.Spec.Confidence,
            Sweeps:
            [
                .. distinct
                    .Select(answer => new SuccessCurve(answer.Sweep, names.Labels[answer.Sweep], Points(answer), Smallest(answer)))
                    .OrderBy(curve => curve.Smallest?.Estimate ?? double.PositiveInfinity)
                    .ThenBy(curve => curve.Smallest?.Low ?? double.PositiveInfinity)
                    .ThenByDescending(curve => curve.Points.Select(point => point.Y).DefaultIfEmpty().Average())
                    .ThenBy(curve => curve.Label, StringComparer.Ordinal),
            ]);
    }

    private static void Check(IReadOnlyList<FindAnswer> answers)
    {
        List<string> problems =
        [
            .. answers.Count == 0 ? ["plot: the figure 'curves' needs a sweep. Name one."] : Enumerable.Empty<string>(),
            .. answers.Count > MostCurves
                ? [Text($"plot: the figure 'curves' tells at most {MostCurves} sweeps apart, and these are {answers.Count}. Name fewer.")]
                : Enumerable.Empty<string>(),
            .. Difference("success", answer => answer.Spec.Success),
            .. Difference("confidence", answer => answer.Spec.Confidence),
        ];
        if (problems.Count > 0)
        {
            throw new RequestException(problems);
        }

        IEnumerable<string> Difference(string name, Func<FindAnswer, double> value) =>
            answers.Select(value).Distinct().Count() <= 1
                ? []
                : [$"plot: the figure 'curves' has one level; these sweeps differ in {name}: {string.Join(", ", answers.Select(value).Distinct().Select(number => Text($"{number}")))}. Name those of one."];
    }

    private static string Title(FindAnswer first, CurveNames names)
    {
        var differing = names.Differing.Length == 0 ? string.Empty : $" by {names.Differing}";
        return names.Common.Contains("task") ? $"Success against width{differing}: {first.Spec.Task}" : $"Success against width{differing}";
    }

    /// <summary>What is alike in all, in the order in which a figure of one sweep says it.</summary>
    private static IEnumerable<string> Subtitle(IReadOnlyList<FindAnswer> answers, CurveNames names)
    {
        var (spec, data) = (answers[0].Spec, answers[0].Data);
        IEnumerable<string> parts =
        [
            .. names.Common.Contains("architecture") ? [spec.Architecture] : Enumerable.Empty<string>(),
            .. names.Common.Contains("strategy") ? [spec.Strategy] : Enumerable.Empty<string>(),
            .. names.Common.Contains("optimizer") ? [spec.Optimizer] : Enumerable.Empty<string>(),
            .. names.Common.Contains("criterion") ? [$"criterion {spec.Criterion}"] : Enumerable.Empty<string>(),
            .. names.Common.Contains("steps") ? [Text($"{spec.Steps} steps")] : Enumerable.Empty<string>(),
            .. answers.Select(answer => (answer.Data.Samples, answer.Data.Features, answer.Data.Outputs)).Distinct().Count() == 1
                ? [Text($"n = {data.Samples}, d = {data.Features}, C = {data.Outputs}")]
                : Enumerable.Empty<string>(),
        ];
        return parts;
    }

    private static string Footer(IReadOnlyList<FindAnswer> answers)
    {
        var trainings = answers.Sum(answer => (long)answer.Cost.Trainings);
        var intervals = answers.Select(IntervalWords.Plural).Distinct().ToList();
        var sweeps = answers.Count == 1 ? $"sweep {answers[0].Sweep}" : Text($"{answers.Count} sweeps, {answers[0].Sweep} to {answers[^1].Sweep}");
        return Text($"{sweeps}, {trainings} trainings, overparam {ProgramVersion.Text}; bars are {string.Join(" or ", intervals)}, marks of one width side by side");
    }

    private static FigureAxis WidthAxis(IReadOnlyList<FindAnswer> answers)
    {
        var widths = answers.SelectMany(answer => Tested(answer).Select(cell => cell.Width)).ToList();
        var (low, high) = widths.Count > 0
            ? (widths.Min(), (double)widths.Max())
            : (answers.Min(answer => answer.Spec.MinWidth), answers.Max(answer => answer.Spec.MaxWidth));

        // As the figure of one sweep: a third of an octave, or a twentieth of the axis, keeps points off the frame.
        var room = Math.Max(Math.Pow(2, 0.34), Math.Pow(high / low, 0.05));
        var labels = answers.Select(answer => WidthLabel.Of(answer.Spec.Architecture)).Distinct().ToList();
        return new(labels is [var label] ? label : "width, log scale", IsLogarithmic: true, low / room, high * room);
    }

    private static IEnumerable<AnswerCell> Tested(FindAnswer answer) =>
        answer.Cells.Where(cell => cell.Trials > 0).OrderBy(cell => cell.Width);

    private static IReadOnlyList<IntervalPoint> Points(FindAnswer answer) =>
    [
        .. Tested(answer).Select(cell => new IntervalPoint(
            cell.Width, (double)cell.Fitted / cell.Trials, cell.Lower, cell.Upper, cell.Trials, cell.Fitted)),
    ];

    private static SmallestWidth? Smallest(FindAnswer answer) => answer.Smallest.WidthInterval is [{ } low, var high]
        ? new(answer.Smallest.Width, low, high, answer.Smallest.Status == "aboveGrid")
        : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
