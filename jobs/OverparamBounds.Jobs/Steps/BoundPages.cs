using System.Globalization;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Reporting.Figures;
using OverparamBounds.Reporting.Reports;
using OverparamBounds.Theory;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Jobs.Steps;

/// <summary>The pages of docs/bounds, one a bound and an index, written from the catalogue.</summary>
public static class BoundPages
{
    /// <summary>What every page evaluates its bound on.</summary>
    private static readonly IReadOnlyList<PageTask> Tasks =
    [
        new("xor", "mlp", null, null),
        new("sphere(n=200,d=20)", "mlp", null, null),
        new("digits(n=300)", "mlp(depth=3)", 8, new(1, 8, 8, 3)),
    ];

    private static readonly BoundKind[] Kinds =
        [BoundKind.Necessary, BoundKind.Existence, BoundKind.Landscape, BoundKind.Trainability, BoundKind.Heuristic];

    /// <summary>File names and their texts.</summary>
    public static IReadOnlyDictionary<string, string> Write(CancellationToken cancellationToken)
    {
        var values = Tasks.Select(task => Evaluate(task, cancellationToken)).ToList();
        var pages = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["catalogue.md"] = Index() };
        foreach (var bound in BoundCatalogue.All)
        {
            pages[$"{bound.Id}.md"] = Page(bound, [.. values.Select(column => column.Single(value => value.Id == bound.Id))]);
        }

        return pages;
    }

    private static IReadOnlyList<BoundValue> Evaluate(PageTask task, CancellationToken cancellationToken)
    {
        var question = QuestionBinder.Bind(new() { Task = task.Task, Architecture = task.Architecture, Optimizer = "gd", MaxWidth = 1 });
        return SurveyTheory.Of(question, SurveyTheory.SearchKernelRows, cancellationToken).ReadAs(task.Tokens, task.Layout).Bounds();
    }

    private static string Index()
    {
        var text = new MarkdownText();
        text.Heading(1, "Every bound");
        text.Paragraph(
            "Written from the catalogue by `overparam catalog bounds --pages docs/bounds`. What the kinds mean, and what may be "
            + "compared with what, is in [README.md](README.md).");
        foreach (var kind in Kinds)
        {
            text.Heading(2, $"{kind}: {kind.Meaning()}");
            text.Table(
                ["bound", "statement", "about", "constants"],
                BoundCatalogue.All.Where(bound => bound.Kind == kind).Select(bound => (IReadOnlyList<string>)
                [
                    $"[{bound.Title}]({bound.Id}.md)",
                    MarkdownText.Plain(bound.Formula),
                    bound.Networks.Title,
                    bound.TextOnly is null ? Words(bound.Constants) : "not computed",
                ]));
        }

        return text.ToString();
    }

    private static string Page(Bound bound, IReadOnlyList<BoundValue> values)
    {
        var text = new MarkdownText();
        text.Heading(1, bound.Title);
        text.Paragraph($"`{bound.Id}` · {bound.Kind}: {bound.Kind.Meaning()} · about {bound.Networks.Title}");
        text.Paragraph($"**{MarkdownText.Plain(bound.Formula)}**");
        text.Paragraph(MarkdownText.Plain(bound.Statement));
        var symbols = BoundSymbols.In(bound.Formula);
        if (symbols.Count > 0)
        {
            text.Heading(2, "Symbols").List(symbols.Select(symbol => $"{MarkdownText.Plain(symbol.Letter)}: {MarkdownText.Plain(symbol.Meaning)}"));
        }

        text.Heading(2, "Assumptions");
        if (bound.Assumptions.Count == 0)
        {
            text.Paragraph("None that is checked.");
        }
        else
        {
            text.Paragraph("Each is checked against the data, architecture and training at hand; the badge names one that is broken.");
            text.List(bound.Assumptions.Select(assumption => $"{MarkdownText.Plain(assumption.Statement)} ({assumption.Badge})"));
        }

        text.Heading(2, "Constants").Paragraph(bound.TextOnly is { } reason ? $"Not computed: {MarkdownText.Plain(reason)}" : Sentence(bound));
        text.Heading(2, "Evidence").Paragraph($"{MarkdownText.Plain(bound.Evidence.Parts)}. Tags: {bound.Evidence.Tags}.");
        text.Heading(2, "Source").Paragraph(MarkdownText.Plain(bound.Source.ToString()));
        text.Heading(2, "On three tasks");
        text.Table(
            ["task", "architecture", ">width", ">parameters", "careful"],
            Tasks.Zip(values, (task, value) => (IReadOnlyList<string>)
            [
                $"`{task.Task}`",
                value.Covers ? $"`{task.Architecture}`" : "the theorem's own",
                value.Infinite ? "infinite" : Number(value.Width, value.Log10Width),
                Number(value.Parameters, value.Log10Parameters),
                MarkdownText.Plain(value.Log10Width is null && value.Log10Parameters is null ? value.Reason! : string.Join(" ", value.Badges)),
            ]));
        text.Paragraph("Gradient descent, δ = 0.1. Images are 8 × 8 pixels and sequences 8 tokens of 8 where a theorem wants them.");
        return text.ToString();
    }

    private static string Sentence(Bound bound) => bound.Constants switch
    {
        Constants.Explicit => "All explicit.",
        Constants.OrderOnly => "Order only: the open constant is taken as 1, so the height means little and the slope much.",
        _ => "Order only, up to logarithms: constant and logarithms are taken as 1, so the height means little and the slope much.",
    };

    private static string Words(Constants constants) => constants switch
    {
        Constants.Explicit => "explicit",
        Constants.OrderOnly => "order only",
        _ => "order, logs dropped",
    };

    private static string Number(long? whole, double? log10) => whole is { } count && count < 1_000_000
        ? count.ToString(CultureInfo.InvariantCulture)
        : log10 is { } power ? string.Create(CultureInfo.InvariantCulture, $"10^{power:0.0}") : "–";

    private sealed record PageTask(string Task, string Architecture, int? Tokens, PatchLayout? Layout);
}
