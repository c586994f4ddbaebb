using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Figures;

/// <summary>A picture that can be drawn of an answer.</summary>
/// <param name="Id">The stable id on the command line and in file names.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Source">Where its form comes from.</param>
/// <param name="Draw">What is drawn of an answer, independent of any drawing library.</param>
public sealed record Figure(string Id, string Title, Citation Source, Func<FindAnswer, FigureData> Draw) : ICatalogueEntry
{
    public IReadOnlyList<Parameter> Parameters => [];
}
