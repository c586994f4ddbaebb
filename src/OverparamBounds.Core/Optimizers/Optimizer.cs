using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Optimizers;

/// <summary>A training algorithm that a user can name.</summary>
/// <param name="Rule">The update rule for chosen arguments.</param>
public sealed record Optimizer(
    string Id,
    string Title,
    Citation Source,
    IReadOnlyList<Parameter> Parameters,
    Func<SpecArguments, UpdateRule> Rule) : ICatalogueEntry;
