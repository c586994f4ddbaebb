using OverparamBounds.Core.Catalogues;

namespace OverparamBounds.Training.Strategies;

/// <summary>How a network of a given size is trained: dense, or with a method that keeps it small.</summary>
public sealed record Strategy(string Id, string Title, Citation Source, IReadOnlyList<Parameter> Parameters) : ICatalogueEntry;
