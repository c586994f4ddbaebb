using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Tests.Architectures;

namespace OverparamBounds.Core.Tests.Catalogues;

/// <summary>Every entry of every catalogue of Core, with what binds and uses it.</summary>
internal static class CatalogueEntries
{
    public static IReadOnlyList<(string Kind, IReadOnlyList<ICatalogueEntry> Entries)> Catalogues { get; } =
    [
        (ArchitectureCatalogue.All.Kind, ArchitectureCatalogue.All),
        (OptimizerCatalogue.All.Kind, OptimizerCatalogue.All),
        (CriterionCatalogue.All.Kind, CriterionCatalogue.All),
    ];

    public static TheoryData<string, string> Names { get; } =
        [.. Catalogues.SelectMany(catalogue => catalogue.Entries.Select(entry => (catalogue.Kind, entry.Id)))];

    public static ICatalogueEntry Entry(string kind, string id) =>
        Catalogues.Single(catalogue => catalogue.Kind == kind).Entries.Single(entry => entry.Id == id);

    /// <summary>Canonical text of a spec; null with problems added where it is wrong.</summary>
    public static string? Canonical(string kind, string text, ICollection<string> problems) => kind switch
    {
        "architecture" => ArchitectureCatalogue.All.Bind(text, problems)?.Text,
        "optimizer" => OptimizerCatalogue.All.Bind(text, problems)?.Text,
        _ => CriterionCatalogue.All.Bind(text, problems)?.Text,
    };

    public static string Canonical(string kind, string text)
    {
        var problems = new List<string>();
        return Canonical(kind, text, problems) ?? throw new RequestException(problems);
    }

    /// <summary>What the choice is made for: layers, an update rule, a criterion's numbers.</summary>
    public static object Use(string kind, string text)
    {
        switch (kind)
        {
            case "architecture":
                var architecture = ArchitectureCatalogue.All.Bind(text);
                return architecture.Layers(width: 3, ArchitectureProblems.ReadBy(architecture)[0]);
            case "optimizer":
                var optimizer = OptimizerCatalogue.All.Bind(text);
                return optimizer.Entry.Rule(optimizer.Arguments);
            default:
                var criterion = CriterionCatalogue.All.Bind(text);
                return criterion.Entry.Rule(criterion.Arguments);
        }
    }

    /// <summary>The shortest spec that binds: only what is required stands in it.</summary>
    public static string Bare(ICatalogueEntry entry)
    {
        var required = entry.Parameters.Where(parameter => parameter.Required).Select(parameter => $"{parameter.Name}={LegalValue(parameter)}").ToList();
        return required.Count == 0 ? entry.Id : $"{entry.Id}({string.Join(',', required)})";
    }

    private static string LegalValue(Parameter parameter) => parameter.Kind switch
    {
        ParameterKind.Integer or ParameterKind.Real => SpecText.Number((parameter.Minimum ?? 0) + 1),
        ParameterKind.Choice or ParameterKind.Spec => parameter.Choices[0],
        ParameterKind.Flag => "true",
        _ => "word",
    };
}
