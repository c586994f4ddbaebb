using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.LabelModes;

/// <summary>What is done to the true labels.</summary>
/// <param name="Relabel">Maps true labels, number of classes, arguments and draws to the labels that are trained.</param>
public sealed record LabelMode(
    string Id,
    string Title,
    Citation Source,
    IReadOnlyList<Parameter> Parameters,
    Func<int[], int, SpecArguments, RandomSequence, int[]> Relabel) : ICatalogueEntry;
