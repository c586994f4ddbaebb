using System.CommandLine;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Reporting.Figures;
using OverparamBounds.Reporting.Reports;
using OverparamBounds.Tasks;
using OverparamBounds.Theory;
using OverparamBounds.Training.Strategies;

namespace OverparamBounds.Cli.Verbs;

/// <summary>What there is, with parameters, defaults and sources.</summary>
internal static class CatalogVerb
{
    private static readonly IReadOnlyList<(string Name, string Kind, Func<IEnumerable<ICatalogueEntry>> Entries)> Shelves =
    [
        ("tasks", "task", () => TaskCatalogue.All),
        ("architectures", "architecture", () => ArchitectureCatalogue.All),
        ("strategies", "strategy", () => StrategyCatalogue.All),
        ("optimizers", "optimizer", () => OptimizerCatalogue.All),
        ("criteria", "criterion", () => CriterionCatalogue.All),
        ("bounds", "bound", () => BoundCatalogue.All),
        ("figures", "figure", () => FigureCatalogue.All),
    ];

    private static readonly Argument<string?> Shelf = new("shelf")
    {
        Description = string.Join(", ", Shelves.Select(shelf => shelf.Name)) + "; all if absent.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> Pages = new("--pages") { Description = "With bounds: write a page a bound into this folder." };

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("catalog", "Tasks, architectures, optimizers, bounds and figures, with parameters, defaults and sources.")
        {
            Shelf, Pages, CommonOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetValue(Shelf);
        if (parsed.GetValue(Pages) is { } folder)
        {
            return Task.FromResult(WritePages(name, folder, cancellationToken));
        }

        return Task.FromResult(Run(parsed, name));
    }

    private static int WritePages(string? shelf, string folder, CancellationToken cancellationToken)
    {
        if (shelf != "bounds")
        {
            throw new RequestException("--pages: it goes with bounds, as in: overparam catalog bounds --pages docs/bounds.");
        }

        ReportWriter.CheckFolder(folder, "--pages");
        var pages = BoundPages.Write(cancellationToken);
        Directory.CreateDirectory(folder);
        foreach (var (file, text) in pages)
        {
            AtomicFile.Write(Path.Combine(folder, file), text);
        }

        Console.Out.WriteLine($"{pages.Count} pages in {folder}");
        return ExitCode.Done;
    }

    private static int Run(ParseResult parsed, string? name)
    {
        var shelves = name is null ? Shelves : [.. Shelves.Where(shelf => shelf.Name == name)];
        if (shelves.Count == 0)
        {
            var known = Shelves.Select(shelf => shelf.Name).ToList();
            throw new RequestException($"catalog: there is no shelf '{name}'.{NearestName.Hint(name!, known)} Known: {string.Join(", ", known)}.");
        }

        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(shelves.SelectMany(shelf => shelf.Entries().Select(entry => new
            {
                kind = shelf.Kind,
                id = entry.Id,
                title = entry.Title,
                parameters = entry.Parameters.Select(parameter => new
                {
                    name = parameter.Name,
                    @default = parameter.Default,
                    range = parameter.Range,
                    help = parameter.Help,
                    required = parameter.Required,
                }),
                source = entry.Source.ToString(),
            })));
            return ExitCode.Done;
        }

        foreach (var (shelf, _, entries) in shelves)
        {
            Console.Out.WriteLine(shelf.ToUpperInvariant());
            var width = entries().Max(entry => entry.Id.Length) + 1;
            foreach (var entry in entries())
            {
                Write(entry, width);
            }

            Console.Out.WriteLine();
        }

        return ExitCode.Done;
    }

    private static void Write(ICatalogueEntry entry, int width)
    {
        Console.Out.WriteLine($"  {entry.Id.PadRight(width)} {entry.Title} ({entry.Source})");
        if (entry is Architecture architecture)
        {
            Console.Out.WriteLine($"    {"width",-12} {architecture.Knob} [1..{architecture.UsualWidest} where none are named]");
        }

        foreach (var parameter in entry.Parameters)
        {
            var value = parameter.Required ? "required" : parameter.Default is { } known ? $"default {known}" : "optional";
            Console.Out.WriteLine($"    {parameter.Name,-12} {parameter.Help} [{parameter.Range}; {value}]");
        }
    }
}
