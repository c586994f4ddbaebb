using System.Globalization;
using OverparamBounds.Jobs.Prices;

namespace OverparamBounds.Cli.Terminal;

/// <summary>The price of a sweep as a person reads it.</summary>
internal static class PriceText
{
    /// <summary>Rows up to which each question has its own.</summary>
    private const int MostRows = 40;

    public static void Write(SweepPrice price)
    {
        Output.Prose(string.Create(CultureInfo.InvariantCulture, $"{price.Name}: sweep {price.Sweep}, {price.Questions.Count} question{(price.Questions.Count == 1 ? "" : "s")}"));
        var isGrouped = price.Questions.Count > MostRows;
        var rows = price.Questions
            .GroupBy(question => isGrouped
                ? $"{question.Task.Split('(')[0]}|{question.Architecture}|{question.Optimizer}|{question.Strategy}|{question.Mode}"
                : question.Question)
            .Select(group => Row([.. group]))
            .ToList();
        Tables.Write(
            [">asked", "task", "architecture", "optimizer", "strategy", "mode", ">trainings", ">stored", ">core-minutes"],
            rows.Take(MostRows));
        if (rows.Count > MostRows)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {rows.Count - MostRows} more rows; --json has every question."));
        }

        Console.Out.WriteLine($"trainings     {Range(price.Trainings, Count)}");
        Console.Out.WriteLine(price.Ledger
            ? string.Create(CultureInfo.InvariantCulture, $"stored        {price.StoredTrials} trials in {price.StoredCells} cells")
            : "stored        nothing: there is no ledger yet");
        Console.Out.WriteLine($"to be done    {Range(price.Remaining, Count)}");
        Console.Out.WriteLine(price.CoreMinutes is { } minutes
            ? string.Create(CultureInfo.InvariantCulture, $"core-minutes  {Range(minutes, Minutes)}; on {price.Threads} threads {Range(minutes * (1.0 / price.Threads), Minutes)} minutes")
            : $"minutes       unknown on {price.Device}");
        Console.Out.WriteLine($"disk          {Range(price.DiskBytes, Bytes)}");
        foreach (var note in price.Notes)
        {
            Output.Prose(note);
        }
    }

    private static string[] Row(IReadOnlyList<QuestionPrice> group)
    {
        var first = group[0];
        var minutes = group.Any(question => question.CoreMinutes is null)
            ? "unknown"
            : Range(group.Aggregate(Spread.Zero, (sum, question) => sum + question.CoreMinutes!), Minutes);
        return
        [
            Count(group.Count),
            group.All(question => question.Task == first.Task) ? first.Task : $"{first.Task.Split('(')[0]}(…)",
            first.Architecture,
            first.Optimizer,
            first.Strategy,
            first.Mode,
            Range(group.Aggregate(Spread.Zero, (sum, question) => sum + question.Trainings), Count),
            Count(group.Sum(question => question.StoredTrials)) + (group.All(question => question.IsAnswered) ? " answered" : string.Empty),
            minutes,
        ];
    }

    private static string Range(Spread spread, Func<double, string> write) => write(spread.Low) == write(spread.Most)
        ? write(spread.Most)
        : $"{write(spread.Low)}..{write(spread.Most)}, typically {write(spread.Typical)}";

    private static string Count(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Minutes(double value) => value switch
    {
        0 => "0",
        < 0.001 => "<0.001",
        < 10 => double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).ToString("0.####", CultureInfo.InvariantCulture),
        _ => value.ToString("0", CultureInfo.InvariantCulture),
    };

    private static string Bytes(double value) => value switch
    {
        < 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0} kB"),
        < 1e9 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.#} GB"),
    };
}
