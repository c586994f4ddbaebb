using System.Globalization;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>Gathers what is wrong with a file, so that all of it is said at once, each thing once and in the file's order.</summary>
internal sealed class SweepMistakes(string file)
{
    /// <summary>More lines than anyone reads.</summary>
    private const int MostLines = 50;

    private readonly SortedSet<Mistake> _found = new(Comparer<Mistake>.Create(Compare));

    public bool Any => _found.Count > 0;

    public void Add(SweepPlace place, string path, string what) =>
        _found.Add(new(place, path.Length == 0 ? what : $"{path}: {what}"));

    /// <exception cref="RequestException">Always: with everything found so far and this.</exception>
    public Exception Fatal(SweepPlace place, string path, string what)
    {
        Add(place, path, what);
        return Exception();
    }

    /// <exception cref="RequestException">Something was found.</exception>
    public void Throw()
    {
        if (Any)
        {
            throw Exception();
        }
    }

    private RequestException Exception()
    {
        var lines = _found.Take(MostLines)
            .Select(mistake => string.Create(CultureInfo.InvariantCulture, $"{file}:{mistake.Place.Line}:{mistake.Place.Column}: {mistake.Text}"))
            .ToList();
        if (_found.Count > MostLines)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{file}: and {_found.Count - MostLines} more; mend these first."));
        }

        return new(lines);
    }

    private static int Compare(Mistake left, Mistake right) =>
        left.Place.CompareTo(right.Place) is not 0 and var order ? order : string.CompareOrdinal(left.Text, right.Text);

    private sealed record Mistake(SweepPlace Place, string Text);
}
