using System.Globalization;

namespace OverparamBounds.Faults.Results;

/// <summary>A line of the table of results.</summary>
internal sealed record ResultRow(string Id, string Text)
{
    public const string Header =
        """
        | fault | load | lost | duplicated | wrong | re-executed | measured | verdict | run |
        |---|---|---:|---:|---:|---:|---|---|---|
        """;

    public static ResultRow Of(IFault fault, FaultVerdict verdict, TimeSpan took, string command)
    {
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var machine = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB, {Environment.OSVersion.Platform} {Environment.OSVersion.Version.ToString(2)}");
        string[] cells =
        [
            $"{fault.Id} {fault.Title}",
            verdict.Load,
            Count(verdict.Audit?.Lost),
            Count(verdict.Audit?.Duplicated),
            Count(verdict.Audit?.Wrong),
            Count(verdict.Audit?.ReExecuted),
            string.Join("; ", verdict.Figures),
            verdict.Note.Length == 0 ? Word(verdict.Outcome) : $"{Word(verdict.Outcome)}: {verdict.Note}",
            string.Create(CultureInfo.InvariantCulture, $"`{command}`, {date}, {took.TotalSeconds:0} s, {machine}"),
        ];
        return new(fault.Id, $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "/", StringComparison.Ordinal)))} |");
    }

    /// <summary>A line for what was never tried, and whether it can be.</summary>
    public static ResultRow Untried(string id, string title) => new(
        id, $"| {id} {title} | | | | | | | {(FaultCatalogue.All.Any(fault => fault.Id == id) ? "not run yet" : "not built")} | |");

    private static string Count(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Word(FaultOutcome outcome) => outcome switch
    {
        FaultOutcome.Passed => "passed",
        FaultOutcome.Failed => "**failed**",
        _ => "skipped",
    };
}
