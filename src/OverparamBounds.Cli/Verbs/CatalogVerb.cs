using System.CommandLine;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Specs;
using OverparamBounds.Reporting.Figures;
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

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("catalog", "Tasks, architectures, optimizers, bounds and figures, with parameters, defaults and sources.")
        {
            Shelf, CommonOptions.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var name = parsed.GetValue(Shelf);
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
            foreach (var entry in entries())
            {
                Write(entry);
            }

            Console.Out.WriteLine();
        }

        return ExitCode.Done;
    }

    private static void Write(ICatalogueEntry entry)
    {
        Console.Out.WriteLine($"  {entry.Id,-14} {entry.Title} ({entry.Source})");
        foreach (var parameter in entry.Parameters)
        {
            var value = parameter.Required ? "required" : parameter.Default is { } known ? $"default {known}" : "optional";
            Console.Out.WriteLine($"    {parameter.Name,-12} {parameter.Help} [{parameter.Range}; {value}]");
        }
    }
}
