using System.Globalization;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Figures;

/// <summary>Success probability against width, with the threshold and theory beside it.</summary>
public static class SuccessFigure
{
    /// <summary>A bound up to this many times beyond the tested widths stretches the axis; farther ones are named at the border.</summary>
    private const double MostStretch = 64;

    public static Figure Entry { get; } = Figure.OfOne(
        id: "success",
        title: "Success probability against width",
        source: new("this project", 0, "confidence sequences a width, descriptive curve, bounds by kind"),
        draw: Draw);

    public static FigureData.Success Draw(FindAnswer answer)
    {
        var tested = answer.Cells.Where(cell => cell.Trials > 0).OrderBy(cell => cell.Width).ToList();
        var bounds = Bounds(answer).ToList();
        return new(
            Title: $"Success against width: {answer.Spec.Task}",
            Subtitle: string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.Spec.Architecture}, {answer.Spec.Strategy}, {answer.Spec.Optimizer}, criterion {answer.Spec.Criterion} within {answer.Spec.Steps} steps; n = {answer.Data.Samples}, d = {answer.Data.Features}, C = {answer.Data.Outputs}"),
            Footer: string.Create(
                CultureInfo.InvariantCulture,
                $"sweep {answer.Sweep}, {answer.Cost.Trainings} trainings, seed {answer.Spec.Seed}, overparam {ProgramVersion.Text}; bars are {IntervalWords.Plural(answer)}"),
            X: WidthAxis(answer, tested, bounds),
            Y: new("success probability", IsLogarithmic: false, Minimum: 0, Maximum: 1),
            Marks:
            [
                .. MeasuredThreshold.Of(answer) is { } threshold ? [threshold] : Enumerable.Empty<FigureMark>(),
                .. bounds,
                new FigureMark.Level(string.Create(CultureInfo.InvariantCulture, $"p0 = {answer.Spec.Success}"), answer.Spec.Success),
                .. Fit(answer),
                .. Points(answer, tested),
            ]);
    }

    private static FigureAxis WidthAxis(
        FindAnswer answer, List<AnswerCell> tested, List<FigureMark.BoundLine> bounds)
    {
        var low = tested.Count > 0 ? tested[0].Width : (double)answer.Spec.MinWidth;
        var high = tested.Count > 0 ? tested[^1].Width : (double)answer.Spec.MaxWidth;
        var (farLow, farHigh) = (low / MostStretch, high * MostStretch);
        foreach (var width in bounds.Where(bound => bound.Log10X < 15).Select(bound => Math.Pow(10, bound.Log10X)))
        {
            low = width >= farLow ? Math.Min(low, width) : low;
            high = width <= farHigh * (1 + 1e-9) ? Math.Max(high, width) : high;
        }

        // Room of a third of an octave, or of a twentieth of the axis, keeps points off the frame.
        var room = Math.Max(Math.Pow(2, 0.34), Math.Pow(high / low, 0.05));
        return new(WidthLabel.Of(answer.Spec.Architecture), IsLogarithmic: true, low / room, high * room);
    }

    /// <summary>The few bounds that span the ladder; all of an answer that was stored before there were so many.</summary>
    private static IEnumerable<FigureMark.BoundLine> Bounds(FindAnswer answer) =>
        from bound in answer.Bounds.Any(bound => bound.Telling)
            ? answer.Bounds.Where(bound => bound.Telling || bound.Comparison?.Contradiction is not null)
            : answer.Bounds
        where bound.Log10Width is { } log && double.IsFinite(log)
        let value = bound.Width is < 1_000_000 and var width
            ? width.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"10^{bound.Log10Width:0.0}")
        let broken = bound.Violated.Count > 0 ? " †" : string.Empty
        select new FigureMark.BoundLine(
            $"{bound.Title}: {value}{broken}", bound.Kind, bound.Log10Width!.Value, bound.Violated.Count == 0);

    private static IEnumerable<FigureMark> Fit(FindAnswer answer)
    {
        if (answer.Fit is not { } fit)
        {
            yield break;
        }

        var points = fit.Band
            .Where(point => double.IsFinite(point.Width) && double.IsFinite(point.Fitted)
                && double.IsFinite(point.Lower) && double.IsFinite(point.Upper) && point.Width > 0)
            .ToList();
        if (points.Count > 1)
        {
            var name = fit.Model == "probit" ? "probit fit" : "logistic fit";
            yield return new FigureMark.Curve(
                fit.Fits ? $"{name} (descriptive)" : $"{name} (descriptive; does not fit)", fit.Fits, points);
        }
    }

    private static IEnumerable<FigureMark> Points(FindAnswer answer, List<AnswerCell> tested)
    {
        var level = string.Create(CultureInfo.InvariantCulture, $"{answer.Spec.Success}");
        return
            from role in new[] { PointRole.FallsShort, PointRole.Open, PointRole.Reaches }
            let items = tested.Where(cell => RoleOf(cell) == role).Select(ToPoint).ToList()
            where items.Count > 0
            select new FigureMark.Points(
                role switch
                {
                    PointRole.Reaches => $"certified to reach {level}",
                    PointRole.FallsShort => $"certified below {level}",
                    _ => "not certified",
                },
                role,
                items);
    }

    private static PointRole RoleOf(AnswerCell cell) => cell.Certificate switch
    {
        "high" => PointRole.Reaches,
        "low" => PointRole.FallsShort,
        _ => PointRole.Open,
    };

    private static IntervalPoint ToPoint(AnswerCell cell) =>
        new(cell.Width, (double)cell.Fitted / cell.Trials, cell.Lower, cell.Upper, cell.Trials, cell.Fitted);
}
