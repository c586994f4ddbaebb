using System.Globalization;

namespace OverparamBounds.Scale;

/// <summary>A measured figure.</summary>
/// <param name="Limit">What it is to keep; empty where nothing is asked.</param>
/// <param name="Holds">Whether it does; null where nothing is asked.</param>
internal sealed record Figure(string What, string Value, string Limit = "", bool? Holds = null)
{
    /// <summary>A number that is to be at most a limit.</summary>
    public static Figure AtMost(string what, double value, double limit, string unit) => new(
        what,
        $"{Number(value)} {unit}",
        string.Create(CultureInfo.InvariantCulture, $"≤ {limit} {unit}"),
        value <= limit);

    public static Figure Plain(string what, double value, string unit = "") => new(what, $"{Number(value)} {unit}".TrimEnd());

    /// <summary>Three digits that count, or all digits before the point.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("#,##0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}

/// <summary>What a run has found, with the machine it ran on.</summary>
internal sealed record ScaleReport(string Server, IReadOnlyList<Figure> Figures)
{
    public bool Holds => Figures.All(figure => figure.Holds != false);

    public void Write(TextWriter output)
    {
        output.WriteLine(Machine.Describe(Server));
        var (what, value) = (Figures.Max(figure => figure.What.Length), Figures.Max(figure => figure.Value.Length));
        foreach (var figure in Figures)
        {
            output.WriteLine($"{figure.What.PadRight(what)}  {figure.Value.PadLeft(value)}  {figure.Limit,-14}{Verdict(figure)}".TrimEnd());
        }
    }

    public string ToMarkdown() => string.Join('\n',
    [
        "| figure | measured | asked | |",
        "|---|---:|---|---|",
        .. Figures.Select(figure => $"| {figure.What} | {figure.Value} | {figure.Limit} | {Verdict(figure)} |"),
    ]);

    private static string Verdict(Figure figure) => figure.Holds switch
    {
        true => "holds",
        false => "**missed**",
        null => string.Empty,
    };
}
