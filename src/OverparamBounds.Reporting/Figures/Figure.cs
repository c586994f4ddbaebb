using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Reporting.Figures;

/// <summary>A picture that can be drawn of answers.</summary>
/// <param name="Id">The stable id on the command line and in file names.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Source">Where its form comes from.</param>
/// <param name="Draw">
/// What is drawn of answers, independent of any drawing library; throws <see cref="RequestException"/> where these
/// answers, or so many, make no such figure.
/// </param>
public sealed record Figure(string Id, string Title, Citation Source, Func<IReadOnlyList<FindAnswer>, FigureData> Draw) : ICatalogueEntry
{
    public IReadOnlyList<Parameter> Parameters => [];

    /// <summary>A figure that shows exactly one answer.</summary>
    public static Figure OfOne(string id, string title, Citation source, Func<FindAnswer, FigureData> draw) => new(
        id,
        title,
        source,
        answers => answers is [var answer]
            ? draw(answer)
            : throw new RequestException($"plot: the figure '{id}' shows one sweep, not {answers.Count}. Name one, or draw 'curves' or 'theory' of several."));
}
