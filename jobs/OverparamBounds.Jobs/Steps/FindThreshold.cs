using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;

namespace OverparamBounds.Jobs.Steps;

/// <summary>
/// Runs a search to its end: launch, store, decide, again. The search is a deterministic machine over trials that are
/// deterministic themselves, so an interrupted run is taken up by running it again: launches whose trials are stored
/// pass at once, and the decisions come out as before.
/// </summary>
public sealed class FindThreshold(ILedger ledger, TrainLaunch trainLaunch, TimeProvider time)
{
    /// <param name="timeBudget">When to end with what is certified by then; null for no limit.</param>
    public async Task<SearchOutcome> RunAsync(
        Question question, TimeSpan? timeBudget, IProgress<FindProgress>? progress, CancellationToken cancellationToken)
    {
        var stored = await ledger.OpenQuestionAsync(question.Spec, question.Task.Data.Digest(), cancellationToken);
        using var timeout = new CancellationTokenSource(timeBudget ?? Timeout.InfiniteTimeSpan, time);
        var outcome = question.Spec.Grid is { } grid
            ? await RunGridAsync(question, grid, timeout.Token, progress, cancellationToken)
            : await RunSearchAsync(question, stored.Id, timeout.Token, progress, cancellationToken);
        await ledger.SaveQuestionCellsAsync(
            stored.Id, question.Spec.Curve, [.. outcome.Cells.Select(cell => cell.Count)], cancellationToken);
        return outcome;
    }

    private async Task<SearchOutcome> RunSearchAsync(
        Question question, QuestionId id, CancellationToken timeIsUp, IProgress<FindProgress>? progress, CancellationToken cancellationToken)
    {
        var spec = question.Spec;
        var search = new BracketSearch(new(
            spec.Success,
            1 - spec.Confidence,
            spec.Ratio,
            spec.MinWidth,
            spec.MaxWidth,
            spec.Lanes,
            spec.MaxTrainings,
            spec.Curve.Steps,
            width => TrainingCost.Of(question, width))
        { Sentinels = true });
        var results = new List<TrialResult>();
        var reused = 0;
        while (search.Next() is { } launch)
        {
            var report = Reporter(progress, search, launch, results.Count - reused, results);
            if (await LaunchAsync(spec.Curve, launch.Parts, report, timeIsUp, cancellationToken) is not { } done)
            {
                search.StopForTime();
                break;
            }

            results.AddRange(done.Results);
            reused += done.Reused;
            search.Record(launch, [.. done.Results.Select(result => new RunOutcome(
                result.Trial.Width, result.Outcome == TrialOutcome.Fitted, result.Steps))]);
            if (done.Reused < done.Results.Count)
            {
                await SaveDecisionsAsync(id, search, cancellationToken);
            }
        }

        await SaveDecisionsAsync(id, search, cancellationToken);
        return new(
            search.Estimate(),
            search.StopText ?? string.Empty,
            [.. search.Widths.Select(width => new SearchedCell(
                new(width.Width, width.Trials, width.Fitted),
                width.Certificate,
                SequenceBounds.TwoSided(width.Fitted, width.Trials, 1 - spec.Confidence)))],
            results,
            search.Remarks(),
            search.Decisions.Count,
            reused,
            search.Stop is StopReason.TrainingsSpent or StopReason.ForecastAboveBudget or StopReason.TimeSpent);
    }

    private async Task<SearchOutcome> RunGridAsync(
        Question question, GridSpec grid, CancellationToken timeIsUp, IProgress<FindProgress>? progress, CancellationToken cancellationToken)
    {
        var spec = question.Spec;
        var search = new GridSearch(new(spec.Success, 1 - spec.Confidence, spec.Ratio, spec.MinWidth, grid.Widths, grid.Seeds));
        var results = new List<TrialResult>();
        var (reused, launches) = (0, 0);
        foreach (var part in search.Parts)
        {
            var launch = new SearchLaunch(launches + 1, "grid", $"Training the grid at width {part.Width}.", [part]);
            var report = Reporter(progress, search: null, launch, results.Count - reused, results, spec.MaxTrainings);
            if (await LaunchAsync(spec.Curve, [part], report, timeIsUp, cancellationToken) is not { } done)
            {
                break;
            }

            results.AddRange(done.Results);
            reused += done.Reused;
            launches++;
        }

        var outcome = search.Judge([.. results.GroupBy(result => result.Trial.Width).Select(Count)]);
        var complete = launches == search.Parts.Count;
        return new(
            outcome.Estimate,
            complete ? "The grid is complete." : "The time was up.",
            [.. outcome.Cells.Select(cell => new SearchedCell(cell.Count, cell.Certificate, new(cell.Lower, cell.Upper)))],
            results,
            [],
            launches,
            reused,
            BudgetEnded: !complete);
    }

    /// <summary>Null when the time was up before the launch was complete.</summary>
    private async Task<LaunchResults?> LaunchAsync(
        CurveSpec curve,
        IReadOnlyList<LaunchPart> parts,
        IProgress<TrainingProgress>? progress,
        CancellationToken timeIsUp,
        CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeIsUp, cancellationToken);
        try
        {
            return await trainLaunch.RunAsync(curve, parts, progress, either.Token);
        }
        catch (OperationCanceledException) when (timeIsUp.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task SaveDecisionsAsync(QuestionId question, BracketSearch search, CancellationToken cancellationToken) =>
        await ledger.SaveDecisionsAsync(
            question, [.. search.Decisions.Select(decision => decision.Write())], cancellationToken);

    private static WidthCount Count(IGrouping<int, TrialResult> cell) =>
        new(cell.Key, cell.Count(), cell.Count(result => result.Outcome == TrialOutcome.Fitted));

    private static InlineProgress? Reporter(
        IProgress<FindProgress>? progress,
        BracketSearch? search,
        SearchLaunch launch,
        int trained,
        List<TrialResult> results,
        int maxTrainings = 0)
    {
        if (progress is null)
        {
            return null;
        }

        var before = results.Sum(result => (long)result.Steps);
        void Report(long netSteps) => progress.Report(new(
            launch,
            search?.Trainings ?? results.Count,
            search?.Settings.MaxTrainings ?? maxTrainings,
            trained,
            before + netSteps,
            search?.Low ?? 0,
            search?.High));
        Report(0);
        return new(step => Report(step.NetSteps));
    }

    /// <summary>Reports on the calling thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class InlineProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
