using System.Globalization;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Reports;

/// <summary>The report of one answer: question, answer, what it rests on, and how to repeat it.</summary>
public static class MarkdownReport
{
    /// <param name="figures">Paths of the figures, relative to the report.</param>
    /// <param name="command">The command that repeats the search.</param>
    public static string Write(FindAnswer answer, ReportFigures figures, string command)
    {
        var text = new MarkdownText();
        text.Heading(1, $"Smallest trainable width: {MarkdownText.Plain(answer.Spec.Task)}");
        Question(text, answer);
        text.Paragraph($"![Success probability against width]({figures.Success})");
        Method(text, answer);
        Cells(text, answer);
        Theory(text, answer, figures.Ladder);
        Data(text, answer);
        Fit(text, answer);
        if (answer.Notes.Count > 0)
        {
            text.Heading(2, "Notes").List(answer.Notes.Select(MarkdownText.Plain));
        }

        Cost(text, answer);
        text.Heading(2, "Repeat").CodeBlock("sh", command);
        text.Paragraph($"Sweep {MarkdownText.Code(answer.Sweep)}, written by overparam {ProgramVersion.Text}.");
        return text.ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Question(MarkdownText text, FindAnswer answer)
    {
        var spec = answer.Spec;
        text.Paragraph(
            $"**Question.** What is the smallest width of {MarkdownText.Code(spec.Architecture)} at which training on "
            + $"{MarkdownText.Code(spec.Task)} (strategy {MarkdownText.Code(spec.Strategy)}, optimizer "
            + $"{MarkdownText.Code(spec.Optimizer)}) meets the criterion {MarkdownText.Code(spec.Criterion)} within "
            + Invariant($"{spec.Steps} steps with probability at least {spec.Success}, over fresh random seeds? ")
            + Invariant($"Widths {spec.MinWidth} to {spec.MaxWidth} are asked about."));
        var parameters = answer.Smallest.ParametersInterval switch
        {
            [{ } low, { } high] when answer.Smallest.Parameters is { } point =>
                Invariant($" Point estimate: width {answer.Smallest.Width}, {point} parameters (interval {low} to {high})."),
            [{ } low, null] => Invariant($" The interval begins at {low} parameters."),
            _ => string.Empty,
        };
        text.Paragraph($"**Answer** ({answer.Smallest.Status}). {answer.Smallest.Statement}{parameters}");
    }

    private static void Method(MarkdownText text, FindAnswer answer)
    {
        var spec = answer.Spec;
        var design = spec.Mode == "grid"
            ? "A fixed grid of widths was trained, every width with the same number of seeds"
            : Invariant($"Widths were trained in launches of at most {spec.Lanes} seeds, each chosen from what was seen before, until the interval's ends were within a ratio of {spec.Ratio} or the budget ended");
        var ends = answer.Smallest.WidthInterval switch
        {
            [{ } low, { } high] when low > spec.MinWidth => Invariant(
                $"width U = {high} is certified to reach {spec.Success} and width L = {low - 1} to fall short of it, and that the smallest width lies in L+1..U = {low}..{high} assumes further that success crosses {spec.Success} only once"),
            [{ } low, { } high] => Invariant(
                $"width U = {high} is certified to reach {spec.Success}, no width is certified to fall short of it, and the interval {low}..{high} begins at the smallest width asked about"),
            [{ } low, null] when low > spec.MinWidth => Invariant(
                $"width L = {low - 1} is certified to fall short of {spec.Success}, no width is certified to reach it, and that the smallest width is at least L+1 = {low} assumes further that success crosses {spec.Success} only once"),
            _ => Invariant($"no width is certified to reach {spec.Success} and none to fall short of it"),
        };
        var validity = IntervalWords.IsGrid(answer)
            ? "whatever the shape of the curve, since widths and seeds were fixed beforehand (Clopper-Pearson bounds with Bonferroni's correction over the widths)"
            : "whatever was looked at, whenever the search stopped and whatever the shape of the curve";
        text.Heading(2, "Method").Paragraph(
            Invariant($"{design} (stopped: {MarkdownText.Plain(answer.Smallest.StopReason.TrimEnd('.'))}). With probability at least {spec.Confidence} every certificate in this report is true, {validity}: {ends}."));
    }

    private static void Cells(MarkdownText text, FindAnswer answer)
    {
        text.Heading(2, "Widths").Table(
            [">width", ">parameters", ">fitted", ">not fitted", ">diverged", ">share", IntervalWords.Singular(answer), "certificate", ">median steps"],
            answer.Cells.OrderBy(cell => cell.Width).Select(cell => (IReadOnlyList<string>)
            [
                MarkdownText.Number((long?)cell.Width),
                MarkdownText.Number(cell.Parameters),
                Invariant($"{cell.Fitted} of {cell.Trials}"),
                MarkdownText.Number((long?)cell.Outcomes.NotFitted),
                MarkdownText.Number((long?)cell.Outcomes.Diverged),
                cell.Trials == 0 ? "–" : Invariant($"{(double)cell.Fitted / cell.Trials:0.000}"),
                Invariant($"{cell.Lower:0.000} to {cell.Upper:0.000}"),
                Certificate(cell, answer.Spec.Success),
                MarkdownText.Number(cell.MedianSteps),
            ]));
        if (answer.Cells.Any(cell => cell.BudgetLimited))
        {
            text.Paragraph("\\* Budget-limited: late successes say that more steps would raise the share.");
        }
    }

    private static string Certificate(AnswerCell cell, double success) =>
        cell.Certificate switch
        {
            "high" => Invariant($"reaches {success}"),
            "low" => Invariant($"below {success}"),
            _ => "none",
        }
        + (cell.BudgetLimited ? " \\*" : string.Empty);

    private static void Theory(MarkdownText text, FindAnswer answer, string ladder)
    {
        if (answer.Bounds.Count == 0)
        {
            return;
        }

        var valued = answer.Bounds.Where(HasValue).ToList();
        text.Heading(2, "Theory").Paragraph($"![Bounds and the measured width]({ladder})");
        if (valued.Count > 0)
        {
            text.Table(
                ["bound", "kind", ">width", ">ratio to measured", ">parameters", "constants", "assumptions broken", "source"],
                valued.Select(bound => (IReadOnlyList<string>)
                [
                    MarkdownText.Plain(bound.Title),
                    bound.Kind.ToString(),
                    BoundText.Width(bound) ?? "–",
                    BoundText.Ratio(bound) ?? "–",
                    Parameters(bound),
                    BoundText.Constants(bound),
                    Badges(bound),
                    MarkdownText.Plain(bound.Source),
                ]));
        }

        text.Paragraph(
            "Trainability: training succeeds; Landscape: no bad minima; Existence: a fit exists; Necessary: fewer cannot fit; "
            + "Heuristic: a rule of thumb. Where all its assumptions hold, a Necessary bound lies below what is measured and a "
            + "Trainability bound above it. A Landscape bound says that no bad minimum is in the way, not that training arrives in "
            + "time, and an Existence bound that some parameters fit: both may lie on either side. An order stands with every open "
            + "constant at 1: its growth means something, its height little.");
        var broken = valued
            .SelectMany(bound => bound.Violated.Select(words => new Remark(words, bound.Title)))
            .ToList();
        WriteRemarks(text, "What is broken", broken);
        WriteRemarks(text, "Without a width here", [.. answer.Bounds.Where(bound => !HasValue(bound)).Select(bound => new Remark(bound.Reason ?? "no value", bound.Title))]);
    }

    /// <summary>What several bounds share is said once, before their names.</summary>
    private static void WriteRemarks(MarkdownText text, string title, IReadOnlyList<Remark> remarks)
    {
        if (remarks.Count > 0)
        {
            text.Paragraph($"{title}:").List(
                from remark in remarks
                group remark.Bound by remark.Words into bounds
                select MarkdownText.Plain($"{bounds.Key.TrimEnd('.')}: {string.Join("; ", bounds.Distinct())}"));
        }
    }

    private static bool HasValue(BoundValue bound) => bound.Infinite || bound.Log10Width is not null || bound.Log10Parameters is not null;

    private static string Parameters(BoundValue bound)
    {
        var count = bound.Parameters is null && bound.Log10Parameters is null ? "–" : BoundText.Count(bound.Parameters, bound.Log10Parameters ?? 0);
        return bound.Weights is { } weights ? Invariant($"{count} (the theorem's own: {weights})") : count;
    }

    /// <summary>Names of broken assumptions, or their words where they have none; not of what the other columns say.</summary>
    private static string Badges(BoundValue bound)
    {
        var names = bound.Badges.Where(name => name is not ("OrderOnly" or "MemoryOnlyStatement")).ToList();
        return bound.Violated.Count == 0 ? "none"
            : names.Count > 0 ? string.Join(' ', names)
            : MarkdownText.Plain(string.Join("; ", bound.Violated));
    }

    private static void Data(MarkdownText text, FindAnswer answer)
    {
        var data = answer.Data;
        text.Heading(2, "Data").List(
        [
            Invariant($"{data.Samples} rows, {data.Features} features, {data.Outputs} {(data.Outputs == 1 ? "output" : "outputs")}"),
            Fact("smallest distance of two rows, or of a row and another's antipode, at unit length", MarkdownText.Number(data.Separation), "separation"),
            Fact("smallest eigenvalue of the two-layer ReLU Gram matrix on unit rows", MarkdownText.Number(data.LambdaMin), "lambdaMin"),
            Fact(
                "labels fitted without hidden units",
                data.LinearlySeparable switch { true => "yes", false => "no", null => "unknown" },
                "linearlySeparable"),
            .. data.Notes.Select(MarkdownText.Plain),
        ]);

        string Fact(string name, string value, string key) =>
            data.Reasons.TryGetValue(key, out var reason) ? $"{name}: {value} ({MarkdownText.Plain(reason)})" : $"{name}: {value}";
    }

    private static void Fit(MarkdownText text, FindAnswer answer)
    {
        if (answer.Fit is { } fit)
        {
            var verdict = fit.Fits ? "It describes the shares; it carries no guarantee." : "It does not fit the shares, so no band is drawn.";
            text.Heading(2, "Descriptive fit").Paragraph(Invariant(
                $"A {fit.Model} curve in log2 of the width crosses {answer.Spec.Success} at width {MarkdownText.Number(fit.Threshold)} (intercept {MarkdownText.Number(fit.Intercept)}, slope {MarkdownText.Number(fit.Slope)}, deviance {MarkdownText.Number(fit.Deviance)}, p = {MarkdownText.Number(fit.DeviancePValue)}). {verdict}"));
        }
        else if (answer.FitReason is { } reason)
        {
            text.Heading(2, "Descriptive fit").Paragraph($"None: {MarkdownText.Plain(reason.TrimEnd('.'))}.");
        }
    }

    private static void Cost(MarkdownText text, FindAnswer answer)
    {
        var cost = answer.Cost;
        text.Heading(2, "Cost").Paragraph(Invariant(
            $"{cost.Trainings} trainings ({cost.Reused} of them taken from the ledger), {cost.NetSteps} optimizer steps in {cost.Launches} launches; {cost.Seconds:0.0} s of this run on {cost.Engine} ({cost.Device})."));
    }

    /// <summary>Something to say of a bound.</summary>
    private sealed record Remark(string Words, string Bound);
}
