using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;

namespace OverparamBounds.Jobs.Steps;

/// <summary>
/// Answers a question here and now: launch, store, decide, again. The search is a deterministic machine over trials that
/// are deterministic themselves, so an interrupted run is taken up by running it again: launches whose trials are stored
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
        var run = SearchRun.Start(question);
        while (run.Next() is { } launch)
        {
            if (await LaunchAsync(question.Spec.Curve, launch, Reporter(progress, run, launch), timeout.Token, cancellationToken) is not { } done)
            {
                run.StopForTime();
                break;
            }

            run.Record(launch, done);
            if (done.Reused < done.Results.Count && !run.IsFixed)
            {
                await ledger.SaveDecisionsAsync(stored.Id, run.Decisions, cancellationToken);
            }
        }

        await ledger.SaveDecisionsAsync(stored.Id, run.Decisions, cancellationToken);
        var outcome = run.Outcome();
        await ledger.SaveQuestionCellsAsync(
            stored.Id, question.Spec.Curve, [.. outcome.Cells.Select(cell => cell.Count)], cancellationToken);
        return outcome;
    }

    /// <summary>Null when the time was up before the launch was complete.</summary>
    private async Task<LaunchResults?> LaunchAsync(
        CurveSpec curve,
        SearchLaunch launch,
        IProgress<TrainingProgress>? progress,
        CancellationToken timeIsUp,
        CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeIsUp, cancellationToken);
        try
        {
            return await trainLaunch.RunAsync(curve, launch.Parts, progress, either.Token);
        }
        catch (OperationCanceledException) when (timeIsUp.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static InlineProgress? Reporter(IProgress<FindProgress>? progress, SearchRun run, SearchLaunch launch)
    {
        if (progress is null)
        {
            return null;
        }

        progress.Report(run.Progress(launch, netSteps: 0));
        return new(step => progress.Report(run.Progress(launch, step.NetSteps)));
    }

    /// <summary>Reports on the calling thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class InlineProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(value);
    }
}
