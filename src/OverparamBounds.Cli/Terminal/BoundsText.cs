using System.Globalization;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Cli.Terminal;

/// <summary>All bounds as a person reads them on a terminal.</summary>
internal static class BoundsText
{
    private static readonly BoundKind[] Order =
        [BoundKind.Necessary, BoundKind.Existence, BoundKind.Landscape, BoundKind.Trainability, BoundKind.Heuristic];

    /// <summary>Columns of a terminal on which badges fit beside the numbers; below, they stand in words under the tables.</summary>
    private const int BadgeColumns = 200;

    public static void Write(BoundsAnswer answer)
    {
        var data = answer.Data;
        Output.Prose(Text($"{answer.Task} · {answer.Architecture} · {answer.Optimizer} · {answer.Criterion} · δ = {1 - answer.Success:0.###}"));
        Output.Prose(Text($"{data.Samples} samples, {data.Features} features, {data.Outputs} {(data.Outputs == 1 ? "output" : "outputs")}; numbers of the data are those of {Rows(data)}"));
        Output.Prose(Text($"separation {Number(data.Separation, data, "separation")}; linearly separable {data.LinearlySeparable switch { true => "yes", false => "no", null => "unknown" }}"));
        foreach (var note in data.Notes)
        {
            Output.Prose($"Note: {note}");
        }

        WriteKernels(answer);
        var covering = answer.Bounds.Where(bound => bound.Covers && HasValue(bound)).ToList();
        foreach (var kind in Order)
        {
            WriteTable($"{kind}: {kind.Meaning()}", [.. covering.Where(bound => bound.Kind == kind)], withNetworks: false);
        }

        WriteTable(
            "Bounds about other networks, each of its own network on these data",
            [.. answer.Bounds.Where(bound => !bound.Covers && HasValue(bound))],
            withNetworks: true);
        WriteReasons(answer);
        Console.Out.WriteLine();
        WriteSummary(answer);
        Output.Prose(Text($"{answer.Bounds.Count(HasValue)} of {answer.Bounds.Count} bounds have a value here; {answer.Seconds:F1} s"));
        Output.Prose("Orders stand with every open constant at 1: their slopes mean something, their heights little. Where their assumptions are met, Necessary bounds lie below what is measured and Trainability bounds above it. Landscape bounds say that no bad minimum is in the way, not that training arrives in time, and Existence bounds that some parameters fit: both may lie on either side.");
        if (answer.Files is { } files)
        {
            Console.Out.WriteLine($"Figure {files.Figure}");
        }
    }

    /// <summary>What holds of this very network and training, in a line a kind.</summary>
    public static void WriteSummary(BoundsAnswer answer)
    {
        var claims = answer.Bounds.Where(bound => bound.IsClaim).ToList();
        Line("Fewer cannot fit", claims.Where(bound => bound.Kind == BoundKind.Necessary).MaxBy(bound => bound.Log10Width));
        Line("A fit exists", claims.Where(bound => bound.Kind == BoundKind.Existence).MinBy(bound => bound.Log10Width));
        Line("No bad minima", claims.Where(bound => bound.Kind == BoundKind.Landscape).MinBy(bound => bound.Log10Width));
        Line("Training succeeds", claims.Where(bound => bound.Kind == BoundKind.Trainability).MinBy(bound => bound.Log10Width));
        foreach (var reference in answer.References)
        {
            Output.Prose($"{reference.Title}: {reference.Remark}");
        }

        static void Line(string title, BoundValue? bound) => Output.Prose(
            bound is null
                ? $"{title}: no bound with explicit constants and all assumptions met."
                : $"{title}: width {BoundWords.Width(bound)} ({BoundWords.Parameters(bound)} parameters), {bound.Title}.");
    }

    private static bool HasValue(BoundValue bound) => bound.Log10Width is not null || bound.Log10Parameters is not null || bound.Infinite;

    private static void WriteKernels(BoundsAnswer answer)
    {
        Console.Out.WriteLine();
        Tables.Write(
            ["kernel", ">rows", ">smallest eigenvalue", ">largest", ">off by at most", "remark"],
            answer.Kernels.Select(kernel => new[]
            {
                kernel.Id,
                kernel.Rows.ToString(CultureInfo.InvariantCulture),
                Significant(kernel.LambdaMin),
                Significant(kernel.LambdaMax),
                kernel.Error is { } error ? error.ToString("0.0e0", CultureInfo.InvariantCulture) : "-",
                kernel.Reason ?? string.Empty,
            }));
    }

    private static void WriteTable(string title, List<BoundValue> bounds, bool withNetworks)
    {
        if (bounds.Count == 0)
        {
            return;
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine(title);
        var rows = bounds.OrderBy(bound => bound.Infinite).ThenBy(bound => bound.Log10Width ?? double.PositiveInfinity).ToList();
        var withBadges = Tables.Columns >= BadgeColumns;
        string[] columns = [">width", ">parameters", "constants", "assumptions", .. withBadges ? ["careful"] : Array.Empty<string>()];
        Tables.Write(
            withNetworks ? ["bound", "kind", .. columns, "about"] : ["bound", .. columns],
            rows.Select(bound => (string[])
            [
                bound.Id,
                .. withNetworks ? [bound.Kind.ToString()] : Array.Empty<string>(),
                BoundWords.Width(bound),
                BoundWords.Parameters(bound),
                BoundWords.Constants(bound),
                BoundWords.Assumptions(bound),
                .. withBadges ? [string.Join(' ', bound.Badges.Where(badge => badge != "OrderOnly"))] : Array.Empty<string>(),
                .. withNetworks ? [bound.Networks] : Array.Empty<string>(),
            ]));
    }

    private static void WriteReasons(BoundsAnswer answer)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine("Broken assumptions");
        foreach (var group in answer.Bounds
            .Where(bound => bound.Covers && HasValue(bound))
            .SelectMany(bound => bound.Violated.Select(text => new { text, bound.Id }))
            .GroupBy(breach => breach.text, breach => breach.Id))
        {
            Output.Prose($"  {group.Key}: {string.Join(", ", group)}");
        }

        var silent = answer.Bounds.Where(bound => !HasValue(bound) || bound.Infinite).ToList();
        if (silent.Count == 0)
        {
            return;
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine("Without a value here");
        foreach (var group in silent.GroupBy(bound => bound.Reason, bound => bound.Id))
        {
            Output.Prose($"  {string.Join(", ", group)}: {group.Key}");
        }
    }

    private static string Rows(AnswerData data) =>
        data.Rows == "lift" ? "rows with a 1 appended, each over its norm" : "rows over their norms";

    private static string Number(double? value, AnswerData data, string name) =>
        value is null ? $"- ({data.Reasons.GetValueOrDefault(name, "not computed")})" : Significant(value);

    private static string Significant(double? value) => value is { } number ? number.ToString("G6", CultureInfo.InvariantCulture) : "-";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
