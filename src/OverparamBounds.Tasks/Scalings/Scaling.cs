using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Scalings;

/// <summary>How inputs are scaled before training.</summary>
/// <param name="Apply">Maps a data set to one with other inputs.</param>
public sealed record Scaling(
    string Id,
    string Title,
    Citation Source,
    IReadOnlyList<Parameter> Parameters,
    Func<Dataset, SpecArguments, Dataset> Apply) : ICatalogueEntry;
