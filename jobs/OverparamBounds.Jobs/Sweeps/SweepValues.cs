using System.Globalization;
using System.Text.RegularExpressions;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>Reads single values of a sweep file; each mistake is noted at its place, and null returned.</summary>
internal sealed partial class SweepValues(SweepMistakes mistakes)
{
    /// <summary>A text of any kind; a bare word or number of YAML counts as the text it is written as.</summary>
    public string? Text(SweepNode node, string path)
    {
        if (Scalar(node, path, "a text") is not { } scalar)
        {
            return null;
        }

        foreach (var rune in scalar.Text.EnumerateRunes())
        {
            if (SweepLetters.IsHidden(rune))
            {
                mistakes.Add(scalar.Place, path, string.Create(CultureInfo.InvariantCulture, $"it holds U+{rune.Value:X4}, a control or bidirectional character; leave it out."));
                return null;
            }
        }

        return scalar.Text;
    }

    public long? Whole(SweepNode node, string path, SweepKey key)
    {
        if (Scalar(node, path, "a whole number") is not { } scalar)
        {
            return null;
        }

        if (!scalar.IsPlain)
        {
            mistakes.Add(scalar.Place, path, $"'{Short(scalar.Text)}' stands in quotes where a whole number is expected; leave the quotes out.");
            return null;
        }

        if (!Digits().IsMatch(scalar.Text))
        {
            mistakes.Add(scalar.Place, path, $"'{Short(scalar.Text)}' is no whole number; write digits alone, such as 3000.");
            return null;
        }

        if (!long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            mistakes.Add(scalar.Place, path, $"{Short(scalar.Text)} does not fit 64 bits; use a smaller number.");
            return null;
        }

        return InRange(number, scalar.Place, path, key) ? number : null;
    }

    /// <summary>A number, a range, or a list of both; never more than <see cref="SweepRange.MostValues"/>.</summary>
    public IReadOnlyList<Placed<long>>? Wholes(SweepNode node, string path, SweepKey key)
    {
        var found = new List<Placed<long>>();
        var isWhole = true;
        foreach (var (item, itemPath) in Items(node, path))
        {
            if (item is SweepNode.Scalar { Text: var text } && SweepRange.Resembles(text))
            {
                isWhole &= AddRange(text, item.Place, itemPath, key, found);
            }
            else if (Whole(item, itemPath, key) is { } number)
            {
                found.Add(new(number, itemPath, item.Place));
            }
            else
            {
                isWhole = false;
            }

            if (found.Count > SweepRange.MostValues)
            {
                mistakes.Add(node.Place, path, string.Create(CultureInfo.InvariantCulture, $"it names more than {SweepRange.MostValues} values; use fewer."));
                return null;
            }
        }

        return isWhole && found.Count > 0 ? found : null;
    }

    /// <summary>Both ends of a range such as 1..4096; one number stands for both.</summary>
    public (int First, int Last)? Ends(SweepNode node, string path, SweepKey key)
    {
        if (Scalar(node, path, "a range such as 1..4096") is not { } scalar)
        {
            return null;
        }

        var ends = scalar.Text.Split("..");
        if (ends.Length is 1 or 2 && ends.All(end => Digits().IsMatch(end.Trim()))
            && long.TryParse(ends[0], CultureInfo.InvariantCulture, out var first) && long.TryParse(ends[^1], CultureInfo.InvariantCulture, out var last))
        {
            if (first > last)
            {
                mistakes.Add(scalar.Place, path, $"'{Short(scalar.Text)}' falls; write the smaller width first.");
                return null;
            }

            return InRange(first, scalar.Place, path, key) && InRange(last, scalar.Place, path, key) ? ((int)first, (int)last) : null;
        }

        mistakes.Add(scalar.Place, path, $"'{Short(scalar.Text)}' is no range of widths; write one such as 1..4096.");
        return null;
    }

    /// <param name="isLegal">The legal numbers, which <paramref name="legal"/> says in words.</param>
    public double? Real(SweepNode node, string path, Func<double, bool> isLegal, string legal)
    {
        if (Scalar(node, path, "a number") is not { } scalar)
        {
            return null;
        }

        if (!scalar.IsPlain)
        {
            mistakes.Add(scalar.Place, path, $"'{Short(scalar.Text)}' stands in quotes where a number is expected; leave the quotes out.");
            return null;
        }

        if (!Number().IsMatch(scalar.Text) || !double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            mistakes.Add(scalar.Place, path, $"'{Short(scalar.Text)}' is no finite number; write one with a decimal point, such as 0.9.");
            return null;
        }

        if (!isLegal(number))
        {
            mistakes.Add(scalar.Place, path, $"{Short(scalar.Text)} {legal}");
            return null;
        }

        return number;
    }

    /// <summary>The items of a list with their paths; a single value is a list of itself.</summary>
    public IEnumerable<(SweepNode Node, string Path)> Items(SweepNode node, string path)
    {
        if (node is not SweepNode.Series list)
        {
            return [(node, path)];
        }

        if (list.Items.Count == 0)
        {
            mistakes.Add(node.Place, path, "the list is empty; name at least one value, or leave the key out.");
        }

        return list.Items.Select((item, at) => (item, string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]")));
    }

    /// <summary>A value that is neither list nor map nor absent.</summary>
    public SweepNode.Scalar? Scalar(SweepNode node, string path, string wanted)
    {
        if (node is not SweepNode.Scalar scalar)
        {
            mistakes.Add(node.Place, path, $"{(node is SweepNode.Map ? "a map" : "a list")} stands where {wanted} is expected.");
            return null;
        }

        if (scalar is { IsPlain: true, Text: "" or "null" or "~" })
        {
            mistakes.Add(scalar.Place, path, $"it has no value; write {wanted} or leave the key out.");
            return null;
        }

        return scalar;
    }

    /// <summary>A value for a message: long ones are cut, and what would hide in a terminal is shown by number.</summary>
    public static string Short(string text) => string.Concat((text.Length > 60 ? text[..60] + "…" : text)
        .Select(symbol => SweepLetters.IsUnseen(symbol) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)symbol:x4}") : symbol.ToString()));

    private bool AddRange(string text, SweepPlace place, string path, SweepKey key, List<Placed<long>> found)
    {
        if (SweepRange.Parse(text, out var wrong) is not { } range)
        {
            mistakes.Add(place, path, $"'{Short(text)}': {wrong}");
            return false;
        }

        if (!InRange(range.First, place, path, key) || !InRange(range.Last, place, path, key))
        {
            return false;
        }

        found.AddRange(range.Values().Select(value => new Placed<long>(value, path, place)));
        return true;
    }

    private bool InRange(long number, SweepPlace place, string path, SweepKey key)
    {
        if (number >= key.Minimum && number <= key.Maximum)
        {
            return true;
        }

        mistakes.Add(place, path, string.Create(CultureInfo.InvariantCulture, $"{number} must lie in {key.Minimum}..{key.Maximum}."));
        return false;
    }

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
