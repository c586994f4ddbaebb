using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Catalogues;

/// <summary>A catalogue entry with its arguments: what a spec such as <c>adam(lr=0.01)</c> names.</summary>
public sealed record Choice<T>(T Entry, SpecArguments Arguments)
    where T : class, ICatalogueEntry
{
    /// <summary>The canonical text: defaults filled in, keys sorted, quiet parameters left out at their default.</summary>
    public string Text => SpecText.Canonical(Entry.Id, Entry.Parameters, Arguments);

    public override string ToString() => Text;
}
