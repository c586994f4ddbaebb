namespace OverparamBounds.Core.Catalogues;

/// <summary>Something that a user can name: a task, an architecture, an optimizer, a bound.</summary>
public interface ICatalogueEntry
{
    /// <summary>The stable id in specs and stored results: lower case, words joined by hyphens.</summary>
    string Id { get; }

    /// <summary>The name in tables and figure legends.</summary>
    string Title { get; }

    /// <summary>What may be written in the brackets, in the order in which values without a key are taken.</summary>
    IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Where the thing comes from.</summary>
    Citation Source { get; }
}
