namespace OverparamBounds.Faults;

/// <summary>Something that goes wrong on purpose, and what must hold nevertheless.</summary>
internal interface IFault
{
    /// <summary>R1 to R18.</summary>
    string Id { get; }

    string Title { get; }

    /// <summary>What must hold, in words.</summary>
    string PassCriterion { get; }

    Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken);
}

/// <summary>How a fault went.</summary>
internal enum FaultOutcome
{
    Passed,
    Failed,

    /// <summary>Could not be tried here; the note says why.</summary>
    Skipped,
}

/// <summary>What a fault did to the results, in the words of docs/reliability.md.</summary>
/// <param name="Load">What was run, and how often it was disturbed.</param>
internal sealed record FaultVerdict(FaultOutcome Outcome, string Load)
{
    /// <summary>The results against the plan and the serial reference; null where no results are compared.</summary>
    public Audits.Audit? Audit { get; init; }

    /// <summary>Further measurements, such as "recovery p99 3.9 s".</summary>
    public IReadOnlyList<string> Figures { get; init; } = [];

    public string Note { get; init; } = string.Empty;

    /// <param name="broken">What did not hold, a sentence each; nothing where the fault passed.</param>
    public static FaultVerdict Judge(string load, Audits.Audit? audit, IEnumerable<string> broken, params IReadOnlyList<string> figures)
    {
        List<string> all = [.. audit?.Broken() ?? [], .. broken];
        return new(all.Count == 0 ? FaultOutcome.Passed : FaultOutcome.Failed, load)
        {
            Audit = audit,
            Figures = figures,
            Note = string.Join(" ", all),
        };
    }

    public static FaultVerdict Skip(string reason) => new(FaultOutcome.Skipped, "-") { Note = reason };
}
