using System.Globalization;
using Microsoft.Extensions.Logging;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Reporting.Exports;

namespace OverparamBounds.Jobs.Workers;

/// <summary>
/// Takes a question as far as the stored trials allow: plans the round that is missing, or answers. The search replays
/// to the same decisions from the same trials, so it does not matter who decides, or how often.
/// </summary>
public sealed class DecideWork(ILedger ledger, QuestionShelf shelf, ILogger<DecideWork> log)
{
    /// <exception cref="LeaseLostException">Somebody else has the block by now.</exception>
    public async Task DecideAsync(IWorkerSession session, ClaimedBlock block, CancellationToken cancellationToken)
    {
        var run = shelf.TakeRun(block.Spec);
        var excluded = (await session.QuarantinedAsync(block.Lease, cancellationToken)).ToList();
        var missing = run.IsFixed
            ? await AdvanceFixedAsync(run, excluded, block.IsStopping, cancellationToken)
            : await AdvanceAsync(run, cancellationToken);
        FailPoint.Reach(FailPoint.Deciding);
        var crashed = missing.Where(trial => excluded.Exists(range => Holds(range, trial))).ToList();
        if (missing.Count == 0 || block.IsStopping)
        {
            if (missing.Count > 0)
            {
                run.StopForTime();
            }

            await AnswerAsync(session, block, run, cancellationToken);
        }
        else if (crashed is [var first, ..])
        {
            var problem = excluded.First(range => Holds(range, first)).Problem;
            Check(block, await session.GiveUpAsync(block.Lease, string.Create(
                CultureInfo.InvariantCulture,
                $"seed {first.SeedIndex} at width {first.Width} has crashed its worker {QueueTimes.MostCrashes} times, and a search may not go on without it ({problem}). Mend the cause and ask 'sweep retry'."), cancellationToken));
        }
        else
        {
            var blocks = BlockPlanner.Missing(run.Question, missing);
            Check(block, await session.PlanAsync(block.Lease, blocks, run.Decisions, cancellationToken));
            WorkerLog.Planned(log, block.Spec.Id.Value, run.Decisions.Count + 1, blocks.Count);
            shelf.PutBack(run);
        }

        FailPoint.Reach(FailPoint.Decided);
    }

    /// <summary>Records launches whose trials are all stored; returns what the next one lacks.</summary>
    private async Task<IReadOnlyList<Trial>> AdvanceAsync(SearchRun run, CancellationToken cancellationToken)
    {
        while (run.Next() is { } launch)
        {
            var stored = await StoredLaunch.ReadAsync(ledger, run.Question.Spec.Curve, launch.Parts, cancellationToken);
            if (stored.Missing.Count > 0)
            {
                return stored.Missing;
            }

            run.Record(launch, LaunchResults.Sorted(stored.Results, reused: 0));
        }

        return [];
    }

    /// <summary>A grid knows all its launches: nothing is recorded before everything that can be trained is.</summary>
    private async Task<IReadOnlyList<Trial>> AdvanceFixedAsync(
        SearchRun run, List<QuarantinedRange> excluded, bool isStopping, CancellationToken cancellationToken)
    {
        var curve = run.Question.Spec.Curve;
        var (missing, done) = (new List<Trial>(), new List<StoredLaunch>());
        foreach (var launch in run.Launches)
        {
            var stored = await StoredLaunch.ReadAsync(ledger, curve, launch.Parts, cancellationToken);
            missing.AddRange(stored.Missing.Where(trial => !excluded.Exists(range => Holds(range, trial))));
            done.Add(stored);
        }

        if (missing.Count > 0 && !isStopping)
        {
            return missing;
        }

        foreach (var stored in done)
        {
            run.Record(run.Next()!, LaunchResults.Sorted(stored.Results, reused: 0));
        }

        return missing;
    }

    private async Task AnswerAsync(IWorkerSession session, ClaimedBlock block, SearchRun run, CancellationToken cancellationToken)
    {
        var outcome = run.Outcome();
        var seconds = outcome.Results.Sum(result => result.WallSeconds);
        var answer = ComposeAnswer.From(run.Question, outcome, seconds, cancellationToken);
        Check(block, await session.AnswerAsync(
            block.Lease,
            new(
                answer.Smallest.Status,
                FindAnswerJson.Write(answer),
                [.. outcome.Cells.Select(cell => UsedSeeds(cell.Count, outcome)).Where(count => count.Trials > 0)],
                run.Decisions),
            cancellationToken));
        WorkerLog.Answered(log, block.Spec.Id.Value, answer.Smallest.Status);
    }

    /// <summary>The ledger keeps how far up its ladder a cell was used; a seed that is left alone is a hole in it.</summary>
    private static WidthCount UsedSeeds(WidthCount count, SearchOutcome outcome) => count with
    {
        Trials = outcome.Results.Where(result => result.Trial.Width == count.Width).Select(result => result.Trial.SeedIndex + 1).DefaultIfEmpty(0).Max(),
    };

    private static bool Holds(QuarantinedRange range, Trial trial) =>
        trial.Width == range.Width && trial.SeedIndex >= range.FirstSeed && trial.SeedIndex < range.FirstSeed + range.Count;

    private static void Check(ClaimedBlock block, bool accepted)
    {
        if (!accepted)
        {
            throw new LeaseLostException(block.Lease);
        }
    }
}
