using System.Collections;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Catalogues;

/// <summary>All things of one kind, in the order in which tables and legends show them.</summary>
public sealed class Catalogue<T> : IReadOnlyList<T>
    where T : class, ICatalogueEntry
{
    private readonly IReadOnlyList<T> _entries;

    /// <param name="kind">The singular noun of error messages, such as "task".</param>
    /// <param name="entries">The entries, each with an id of its own.</param>
    public Catalogue(string kind, params IReadOnlyList<T> entries)
    {
        Kind = kind;
        _entries = entries;
        if (entries.GroupBy(entry => entry.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two entries of the {kind} catalogue are called '{twice.Key}'.", nameof(entries));
        }
    }

    public string Kind { get; }

    public int Count => _entries.Count;

    public T this[int index] => _entries[index];

    /// <summary>Reads a spec and binds it to an entry, with defaults filled in.</summary>
    /// <param name="text">Such as <c>parity(d=8,k=3)</c>.</param>
    /// <param name="problems">Receives everything that is wrong, a line each.</param>
    /// <returns>The entry and its arguments, or null when something is wrong.</returns>
    public Choice<T>? Bind(string text, ICollection<string> problems)
    {
        if (!SpecText.TryParse(text, out var call, out var mistake))
        {
            problems.Add($"{Kind}: {mistake}");
            return null;
        }

        if (_entries.FirstOrDefault(entry => entry.Id == call.Id) is not { } found)
        {
            problems.Add(Unknown(call.Id));
            return null;
        }

        var before = problems.Count;
        var arguments = SpecArguments.Bind($"{Kind} '{found.Id}'", found.Parameters, call, problems);
        return problems.Count > before ? null : new Choice<T>(found, arguments);
    }

    /// <summary>Reads a spec and binds it to an entry.</summary>
    /// <exception cref="RequestException">Something is wrong with the spec; the exception lists all of it.</exception>
    public Choice<T> Bind(string text)
    {
        var problems = new List<string>();
        return Bind(text, problems) ?? throw new RequestException(problems);
    }

    public IEnumerator<T> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string Unknown(string id)
    {
        var known = _entries.Select(entry => entry.Id).ToList();
        return $"{Kind}: no {Kind} is called '{id}'.{NearestName.Hint(id, known)} Known: {string.Join(", ", known)}.";
    }
}
