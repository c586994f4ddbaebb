using System.Globalization;
using System.Text;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>Which characters names and notes may hold. What a reader cannot see must not change what is read.</summary>
internal static class SweepLetters
{
    /// <summary>Marks above one letter; more is ornament that runs into neighbouring lines.</summary>
    private const int MostMarks = 4;

    /// <summary>Control characters other than tab and line ends, and those that turn the direction of text.</summary>
    public static bool IsHidden(Rune rune) =>
        (Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r')) || (rune.IsBmp && IsBidirectional((char)rune.Value));

    /// <summary>What a terminal shows as nothing, or obeys.</summary>
    public static bool IsUnseen(char symbol) => char.GetUnicodeCategory(symbol)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Marks, embeddings, overrides and isolates of the bidirectional algorithm.</summary>
    public static bool IsBidirectional(char symbol) =>
        symbol is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>What is wrong with a name; null where it is sound.</summary>
    public static string? NameProblem(string name)
    {
        var length = name.EnumerateRunes().Count();
        if (name.Length == 0)
        {
            return "it is empty; use a word or two.";
        }

        if (length > SweepKeys.LongestName)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it has {length} characters, more than {SweepKeys.LongestName}; shorten it, and put the rest into notes.");
        }

        var marks = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            var isMark = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            marks = isMark ? marks + 1 : 0;
            if (marks > MostMarks)
            {
                return string.Create(CultureInfo.InvariantCulture, $"more than {MostMarks} combining characters stand on one letter; use fewer.");
            }

            if (!isMark && !Rune.IsLetterOrDigit(rune) && rune.Value is not (' ' or '-' or '_' or '.'))
            {
                return $"'{SweepValues.Short(rune.ToString())}' may not stand in a name; use letters, digits, spaces and -_. alone.";
            }
        }

        return !Rune.IsLetterOrDigit(name.EnumerateRunes().First()) || name[^1] is ' ' or '.'
            ? "a name begins with a letter or digit, and does not end in a space or dot."
            : null;
    }
}
