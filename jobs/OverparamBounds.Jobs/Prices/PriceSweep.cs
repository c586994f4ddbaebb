using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Sweeps;

namespace OverparamBounds.Jobs.Prices;

/// <summary>Prices a sweep: reads what the ledger holds, trains nothing, writes nothing.</summary>
/// <param name="ledger">Null where there is none yet.</param>
/// <param name="device">cpu, or cuda:0; auto is the processor.</param>
/// <param name="threads">Groups of networks side by side.</param>
public sealed class PriceSweep(ILedger? ledger, string device, int threads)
{
    private static readonly string[] Settled = ["certified", "aboveGrid"];

    private bool OnProcessor => !device.StartsWith("cuda", StringComparison.Ordinal);

    public async Task<SweepPrice> RunAsync(BoundSweep sweep, CancellationToken cancellationToken)
    {
        var prices = new List<QuestionPrice>();
        foreach (var question in sweep.Questions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            prices.Add(await PriceAsync(question, cancellationToken));
        }

        return new(sweep.Spec.Id.Value, sweep.Spec.Name, sweep.Spec.Priority, ledger is not null, device, threads, prices, [.. Notes(sweep)]);
    }

    private async Task<QuestionPrice> PriceAsync(Question question, CancellationToken cancellationToken)
    {
        var (spec, curve) = (question.Spec, question.Spec.Curve);
        var stored = ledger is null
            ? new Dictionary<int, int>()
            : await ledger.CountTrialsAsync(curve, spec.Grid?.Seeds ?? int.MaxValue, cancellationToken);
        var used = spec.Grid is { } grid ? stored.Where(cell => grid.Widths.Contains(cell.Key)).ToDictionary() : stored;
        var held = used.Values.Sum(count => (long)count);
        var trainings = PriceRules.Trainings(spec);
        var isAnswered = await IsAnsweredAsync(question, cancellationToken);
        var remaining = isAnswered ? Spread.Zero
            : spec.Grid is not null ? Spread.Exactly(trainings.Most - held)
            : new(Math.Max(0, trainings.Low - held), Math.Max(0, trainings.Typical - held), trainings.Most);
        return new(
            spec.Id.Value,
            curve.Task,
            curve.Architecture,
            curve.Strategy,
            curve.Optimizer,
            curve.Criterion,
            curve.Steps,
            curve.Seed,
            spec.Success,
            spec.Grid is null ? "search" : "grid",
            trainings,
            used.Count,
            held,
            isAnswered,
            remaining,
            OnProcessor ? Seconds(question, remaining, used) * (1 / 60.0) : null);
    }

    private static Spread Seconds(Question question, Spread remaining, IReadOnlyDictionary<int, int> stored) =>
        remaining == Spread.Zero ? Spread.Zero
        : question.Spec.Grid is not { } grid ? PriceRules.SearchSeconds(question, remaining)
        : grid.Widths.Aggregate(
            Spread.Zero,
            (sum, width) => sum + PriceRules.GridSeconds(question, width, grid.Seeds - stored.GetValueOrDefault(width)));

    /// <summary>A search that ended for want of time or trainings may go on; one that is settled does not.</summary>
    private async Task<bool> IsAnsweredAsync(Question question, CancellationToken cancellationToken) =>
        question.Spec.Grid is null
        && ledger is not null
        && await ledger.FindQuestionAsync(question.Spec.Id.Value, cancellationToken) is { AnswerJson: not null } sweep
        && Settled.Contains(sweep.Status);

    private IEnumerable<string> Notes(BoundSweep sweep)
    {
        if (sweep.Spec.Questions.Any(question => question.Grid is null))
        {
            yield return "Searches decide themselves how much they train: the range runs from a search that soon gives up to the whole budget.";
        }

        if (sweep.Spec.Questions.Select(question => question.Curve).Distinct().Count() < sweep.Spec.Questions.Count)
        {
            yield return "Some questions share a curve: what one trains the next one finds, so the sweep costs less than the sum.";
        }

        yield return OnProcessor
            ? $"Minutes are for one core, from the model of engines by which 'auto' chooses; {SpecText.Number(threads)} threads share them. Disk: {PriceRules.BytesPerTrial} bytes a trial. See docs/sweeps.md."
            : $"No speed has been measured on {device}, so its minutes are not given. Disk: {PriceRules.BytesPerTrial} bytes a trial. See docs/sweeps.md.";
    }
}
