using System.Globalization;
using OverparamBounds.Analysis.Comparisons;
using OverparamBounds.Analysis.Estimates;
using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;

namespace OverparamBounds.Jobs.Steps;

/// <summary>Sets what a search found beside the bounds computed from the same data.</summary>
public static class ComposeAnswer
{
    /// <param name="seconds">Wall time of the run.</param>
    public static FindAnswer From(Question question, SearchOutcome outcome, double seconds, CancellationToken cancellationToken)
    {
        var theory = SurveyTheory.Of(question, SurveyTheory.SearchKernelRows, cancellationToken);
        var data = theory.Data();
        var bounds = BoundComparer.Compare(theory.CoveringBounds(), outcome.Estimate, question.Spec.MinWidth);
        var references = ExactReferences.Quick(question, theory.Problem, cancellationToken);
        var counts = outcome.Cells.Select(cell => cell.Count).OrderBy(count => count.Width).ToList();
        var fit = CurveRegression.Describe(CurveLink.Logit, counts, question.Spec.Success, out var reason);
        var spec = question.Spec;
        return new()
        {
            Sweep = spec.Id.Value,
            Spec = new(
                spec.Curve.Task,
                spec.Curve.Architecture,
                spec.Curve.Strategy,
                spec.Curve.Optimizer,
                spec.Curve.Steps,
                spec.Curve.Criterion,
                spec.Success,
                spec.Confidence,
                spec.Ratio,
                spec.MinWidth,
                spec.MaxWidth,
                spec.Lanes,
                spec.Curve.Seed,
                spec.Grid is null ? "adaptive" : "grid"),
            Data = data,
            Smallest = Smallest(question, outcome),
            Cells = [.. outcome.Cells.OrderBy(cell => cell.Count.Width).Select(cell => Cell(question, outcome, cell))],
            Bounds = bounds,
            Kernels = theory.Survey.Spectra,
            References = references,
            Contradictions =
            [
                .. bounds.Select(bound => bound.Comparison?.Contradiction).OfType<string>(),
                .. ExactReferences.Contradictions(references, theory.Problem, outcome.Estimate),
            ],
            Fit = fit,
            FitReason = fit is null ? reason : null,
            Cost = Cost(outcome, seconds),
            Notes = [.. outcome.Remarks, .. Notes(question, outcome, data)],
        };
    }

    private static AnswerSmallest Smallest(Question question, SearchOutcome outcome)
    {
        var success = SpecText.Number(question.Spec.Success);
        var confidence = SpecText.Number(question.Spec.Confidence);
        var least = question.Spec.MinWidth;
        return outcome.Estimate switch
        {
            ThresholdEstimate.Between between => new(
                between.Status,
                between.Point,
                [between.Low, between.High],
                question.Parameters(between.Point),
                [question.Parameters(between.Low), question.Parameters(between.High)],
                outcome.StopReason,
                Text($"Width {between.High} trains with probability at least {success}{(between.Low > least ? Text($", and width {between.Low - 1} does not") : string.Empty)} (confidence {confidence}); if the curve crosses {success} once, the smallest such width lies in {between.Low}..{between.High}.")),
            ThresholdEstimate.AboveGrid above => new(
                above.Status,
                null,
                [above.Widest + 1, null],
                null,
                [question.Parameters(above.Widest) + 1, null],
                outcome.StopReason,
                Text($"Width {above.Widest} trains with probability below {success} (confidence {confidence}), and no width tried is certified to reach it; if the curve crosses {success} once, no width up to {above.Widest} does.")),
            ThresholdEstimate.Undecided undecided => new(
                undecided.Status,
                null,
                [undecided.Low, null],
                null,
                [question.Parameters(undecided.Low), null],
                outcome.StopReason,
                undecided.Low > least
                    ? Text($"Width {undecided.Low - 1} trains with probability below {success} (confidence {confidence}); no width is certified to reach it within the budget.")
                    : "Nothing is certified within the budget."),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        };
    }

    private static AnswerCell Cell(Question question, SearchOutcome outcome, SearchedCell cell)
    {
        var results = outcome.Results.Where(result => result.Trial.Width == cell.Count.Width).ToList();
        var limit = question.Spec.Curve.Steps;
        var runs = results.ConvertAll(result => TimedRun.Of(result, limit));
        return new(
            cell.Count.Width,
            question.Parameters(cell.Count.Width),
            cell.Count.Trials,
            cell.Count.Fitted,
            cell.Interval.Lower,
            cell.Interval.Upper,
            cell.Certificate.Name(),
            WaitingCurve.Estimate(runs).StepsTo(0.5),
            BudgetCheck.Of(runs, limit).IsLimited,
            new(
                cell.Count.Fitted,
                results.Count(result => result.Outcome == TrialOutcome.NotFitted),
                results.Count(result => result.Outcome == TrialOutcome.Diverged)));
    }

    private static AnswerCost Cost(SearchOutcome outcome, double seconds)
    {
        var stamps = outcome.Results.Select(result => result.Engine).Distinct().ToList();
        return new(
            outcome.Results.Count,
            outcome.Reused,
            outcome.Results.Sum(result => (long)result.Steps),
            outcome.Launches,
            seconds,
            string.Join('+', stamps.Select(stamp => stamp.Engine).Distinct()),
            string.Join('+', stamps.Select(stamp => stamp.Device).Distinct()));
    }

    private static IEnumerable<string> Notes(Question question, SearchOutcome outcome, AnswerData data)
    {
        if (data.LinearlySeparable == true)
        {
            yield return "A network without hidden units fits these labels: the width found is what training through a hidden layer needs, not what the data needs.";
        }

        if (outcome.Estimate is ThresholdEstimate.AboveGrid above)
        {
            var losses = outcome.Results
                .Where(result => result.Trial.Width == above.Widest && result.Outcome == TrialOutcome.NotFitted)
                .Select(result => result.FinalLoss ?? double.PositiveInfinity)
                .Order()
                .ToList();
            if (losses.Count > 0)
            {
                var wanted = question.Plan.Criterion.MaxRelativeResidual is { } share ? Text($" (wanted: below {share * question.Plan.Judge.Targets.Variance:G3})") : string.Empty;
                yield return Text($"Trainings at width {above.Widest} ended at a median loss of {losses[losses.Count / 2]:G3}{wanted}. If the loss still falls, more --steps, another learning rate or a wider tolerance may help; the answer cannot tell that from an impossible task.");
            }
        }

        var limit = question.Spec.Curve.Steps;
        var limited = outcome.Results
            .GroupBy(result => result.Trial.Width)
            .Where(cell => BudgetCheck.Of([.. cell.Select(result => TimedRun.Of(result, limit))], limit).IsLimited)
            .Select(cell => cell.Key)
            .Order()
            .ToList();
        if (limited.Count > 0)
        {
            yield return Text($"Trainings still succeed late at width {string.Join(", ", limited)}: the answer is limited by the budget, and --steps {2 * limit} may lower it (a claim of its own).");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
