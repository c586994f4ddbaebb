using System.Globalization;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Reporting.Figures;

/// <summary>Measured widths and bounds against the number of samples.</summary>
public static class TheoryFigure
{
    /// <summary>The axis reaches so many decades above what was measured; steeper bounds are named at its end.</summary>
    private const double MostDecadesAbove = 4;

    public static Figure Entry { get; } = new(
        Id: "theory",
        Title: "Measured width and bounds against the number of samples",
        Source: new("this project", 0, "one factor at a time, slopes in logarithms; one sweep gives the ladder"),
        Draw: answers => answers is [var answer] ? LadderFigure.Draw(answer) : Draw(answers));

    /// <param name="answers">Of sweeps that differ in the number of samples, and in nothing else that moves a threshold.</param>
    /// <exception cref="RequestException">They differ in more, or not in that.</exception>
    public static FigureData.Theory Draw(IReadOnlyList<FindAnswer> answers)
    {
        Check(answers);
        var ordered = answers.OrderBy(answer => answer.Data.Samples).ToList();
        var (first, last) = (ordered[0], ordered[^1]);
        var sizes = ordered.Select(answer => answer.Data.Samples).Distinct().Count();
        var series = Series(ordered);
        return new(
            Text($"Measured width against theory: {first.Spec.Task} to n = {last.Data.Samples}"),
            Text($"{first.Spec.Architecture}, {first.Spec.Strategy}, {first.Spec.Optimizer}, criterion {first.Spec.Criterion} within {first.Spec.Steps} steps, success {first.Spec.Success}; d = {first.Data.Features}, C = {first.Data.Outputs}, {(ordered.Count > sizes ? Text($"{ordered.Count} data sets of ") : string.Empty)}{sizes} sizes n"),
            Text($"{ordered.Count} sweeps, {first.Sweep} to {last.Sweep}, {ordered.Sum(answer => answer.Cost.Trainings)} trainings, overparam {ProgramVersion.Text}; each bar at confidence {first.Spec.Confidence}, the slope's range if all hold"),
            SamplesAxis(first.Data.Samples, last.Data.Samples),
            WidthAxis(series),
            series);
    }

    private static TheorySeries Series(List<FindAnswer> ordered)
    {
        var measured = ordered
            .Where(answer => answer.Smallest.WidthInterval is [not null, _])
            .Select(answer => new MeasuredWidth(
                answer.Sweep,
                answer.Data.Samples,
                answer.Smallest.Width,
                answer.Smallest.WidthInterval[0] ?? 1,
                answer.Smallest.WidthInterval[1]))
            .ToList();
        var law = PowerLaw.Through(
        [
            .. measured.Select(width => new PowerLawBox(
                Math.Log(width.Samples), Math.Log(width.Low), width.High is { } high ? Math.Log(high) : null)),
        ]);
        var necessary = Necessary(ordered);
        var bounds = Telling(ordered).Append(necessary).OfType<BoundSeries>().DistinctBy(bound => bound.Id).ToList();
        return new(measured, law, bounds, Gap(measured, necessary));
    }

    /// <summary>The few bounds that a crowded figure shows, in catalogue order, and any that a measurement contradicts.</summary>
    private static IEnumerable<BoundSeries> Telling(List<FindAnswer> ordered)
    {
        var values =
            from answer in ordered
            let hasTelling = answer.Bounds.Any(bound => bound.Telling)
            from bound in answer.Bounds
            where bound.Covers && (bound.Infinite || bound.Log10Width is not null)
            where !hasTelling || bound.Telling || bound.Comparison?.Contradiction is not null
            select new SampledBound(answer.Data.Samples, bound);
        return values.GroupBy(value => value.Bound.Id).Select(group => Series(group.First().Bound.Title, [.. group]));
    }

    /// <summary>At each number of samples the largest Necessary bound that is a claim; null where there is none.</summary>
    private static BoundSeries? Necessary(List<FindAnswer> ordered)
    {
        var largest = ordered
            .Select(answer => answer.Bounds
                .Where(bound => bound.Kind == BoundKind.Necessary && bound.IsClaim)
                .MaxBy(bound => bound.Log10Width) is { } bound
                    ? new SampledBound(answer.Data.Samples, bound)
                    : null)
            .OfType<SampledBound>()
            .ToList();
        var titles = largest.Select(value => value.Bound.Title).Distinct().ToList();
        return titles.Count switch
        {
            0 => null,
            1 => Series(titles[0], largest),
            _ => Series("largest necessary width", largest) with { Id = "necessary" },
        };
    }

    private static BoundSeries Series(string title, IReadOnlyList<SampledBound> values)
    {
        var bound = values[0].Bound;

        // Several data sets of one size stand for one point: their geometric mean.
        var points = values
            .Where(value => !value.Bound.Infinite)
            .GroupBy(value => value.Samples)
            .Select(group => new SeriesPoint(group.Key, group.Average(value => value.Bound.Log10Width ?? 0)))
            .ToList();
        return new(
            bound.Id,
            title,
            bound.Kind,
            BoundStanding.Of(values.Select(value => value.Bound)),
            points,
            [.. values.Where(value => value.Bound.Infinite).Select(value => value.Samples).Distinct()],
            PowerLaw.Through([.. points.Select(point => new PowerLawBox(Math.Log10(point.Samples), point.Log10Width, point.Log10Width))]));
    }

    private static List<WidthGap> Gap(List<MeasuredWidth> measured, BoundSeries? necessary) =>
    [
        .. from point in necessary?.Points ?? []
           let widths = measured.Where(width => width.Samples == point.Samples && width.Estimate is not null).ToList()
           where widths.Count > 0
           let high = widths.Average(width => Math.Log10(width.Estimate ?? 1))
           where high >= point.Log10Width
           select new WidthGap(point.Samples, point.Log10Width, high),
    ];

    private static FigureAxis SamplesAxis(double low, double high)
    {
        // Room of a twentieth, on the logarithmic axis, keeps points off the frame.
        var room = Math.Pow(high / low, 0.05);
        return new("n (samples), log scale", IsLogarithmic: true, low / room, high * room);
    }

    private static FigureAxis WidthAxis(TheorySeries series)
    {
        var widest = series.Measured.Select(width => Math.Log10(width.High ?? width.Low)).DefaultIfEmpty().Max();
        var values = series.Bounds.SelectMany(bound => bound.Points).Select(point => point.Log10Width).ToList();
        var decades = Math.Ceiling(Math.Min(Math.Max(widest, values.DefaultIfEmpty().Max()), widest + MostDecadesAbove) + 0.05);

        // The room below keeps marks at width 1 off the frame.
        return new("width (units a hidden layer), log scale", IsLogarithmic: true, Math.Pow(10, -decades / 25), Math.Pow(10, decades));
    }

    private static void Check(IReadOnlyList<FindAnswer> answers)
    {
        if (answers.Count == 0)
        {
            throw new RequestException("plot: the figure 'theory' shows one sweep or more; none is named.");
        }

        var problems = new[]
        {
            Difference("task", answer => answer.Spec.Task.Split('(')[0]),
            Difference("architecture", answer => answer.Spec.Architecture),
            Difference("strategy", answer => answer.Spec.Strategy),
            Difference("optimizer", answer => answer.Spec.Optimizer),
            Difference("criterion", answer => answer.Spec.Criterion),
            Difference("steps", answer => Text($"{answer.Spec.Steps}")),
            Difference("success", answer => Text($"{answer.Spec.Success}")),
            Difference("confidence", answer => Text($"{answer.Spec.Confidence}")),
            Difference("features", answer => Text($"{answer.Data.Features}")),
            Difference("outputs", answer => Text($"{answer.Data.Outputs}")),
        }.OfType<string>().ToList();
        if (answers.Select(answer => answer.Data.Samples).Distinct().Count() == 1)
        {
            problems.Add(Text($"plot: the figure 'theory' shows widths against n, and all these sweeps have n = {answers[0].Data.Samples}."));
        }

        if (problems.Count > 0)
        {
            throw new RequestException(problems);
        }

        string? Difference(string name, Func<FindAnswer, string> value)
        {
            var values = answers.Select(value).Distinct().ToList();
            return values.Count == 1 ? null
                : $"plot: the figure 'theory' compares sweeps that differ in n alone; these differ in {name}: {string.Join(", ", values)}.";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record SampledBound(int Samples, BoundValue Bound);
}
