using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Tasks;
using OverparamBounds.Tasks.LabelModes;
using OverparamBounds.Training.Strategies;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>A kind of specs as sweep files name it, with the catalogue it is read by.</summary>
internal sealed class SpecKind
{
    private static readonly IReadOnlyList<SpecKind> All =
    [
        Of("task", TaskCatalogue.All),
        Of("labels", LabelModeCatalogue.All),
        Of("architecture", ArchitectureCatalogue.All),
        Of("strategy", StrategyCatalogue.All),
        Of("optimizer", OptimizerCatalogue.All),
        Of("criterion", CriterionCatalogue.All),
    ];

    private SpecKind(string name, IReadOnlyList<ICatalogueEntry> entries, Func<string, IReadOnlyList<string>> problems) =>
        (Name, Entries, Problems) = (name, entries, problems);

    public string Name { get; }

    public IReadOnlyList<ICatalogueEntry> Entries { get; }

    /// <summary>What is wrong with a spec by itself, a line each; no data are loaded.</summary>
    public Func<string, IReadOnlyList<string>> Problems { get; }

    public static SpecKind Named(string name) => All.First(kind => kind.Name == name);

    /// <summary>A problem without the kind's name before it, which a message's place says already.</summary>
    public static string WithoutKind(string problem) =>
        All.Select(kind => $"{kind.Name}: ").Concat(["label mode: ", "grid: "]).FirstOrDefault(start => problem.StartsWith(start, StringComparison.Ordinal)) is { } prefix
            ? problem[prefix.Length..]
            : problem;

    private static SpecKind Of<T>(string name, Catalogue<T> catalogue)
        where T : class, ICatalogueEntry => new(name, catalogue, text =>
        {
            var problems = new List<string>();
            catalogue.Bind(text, problems);
            return problems;
        });
}
