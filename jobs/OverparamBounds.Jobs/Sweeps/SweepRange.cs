using System.Globalization;
using System.Text.RegularExpressions;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>Whole numbers from one to another: <c>1..64</c>, <c>0..100 by 10</c>, or <c>1..1024 by 2x</c>.</summary>
/// <param name="Stride">What is added, or multiplied by; at least 1, and 2 where it multiplies.</param>
internal sealed partial record SweepRange(long First, long Last, long Stride, bool Multiplies)
{
    /// <summary>Most values of a range, whatever is asked of them.</summary>
    public const int MostValues = 10_000;

    public static bool Resembles(string text) => Form().IsMatch(text);

    /// <summary>Null with <paramref name="wrong"/> where it names nothing or too much; nothing is counted out before that is known.</summary>
    public static SweepRange? Parse(string text, out string wrong)
    {
        wrong = "expected a range of whole numbers such as 1..64, 0..100 by 10 or 1..1024 by 2x.";
        if (Form().Match(text) is not { Success: true } match
            || Whole(match.Groups["first"].Value) is not { } first
            || Whole(match.Groups["last"].Value) is not { } last
            || Whole(match.Groups["stride"] is { Success: true } written ? written.Value : "1") is not { } stride)
        {
            return null;
        }

        var range = new SweepRange(first, last, stride, match.Groups["times"].Length > 0);
        wrong = range.Problem() ?? string.Empty;
        return wrong.Length == 0 ? range : null;
    }

    public long Count => Multiplies
        ? Values().LongCount()
        : (long)Int128.Min(long.MaxValue, (((Int128)Last - First) / Stride) + 1);

    public IEnumerable<long> Values()
    {
        for (Int128 value = First; value <= Last; value = Multiplies ? value * Stride : value + Stride)
        {
            yield return (long)value;
        }
    }

    private string? Problem()
    {
        if (First > Last)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{First}..{Last} falls; write the smaller number first.");
        }

        if (Stride < (Multiplies ? 2 : 1))
        {
            return Multiplies ? "the factor must be at least 2, such as by 2x." : "the stride must be at least 1, such as by 10.";
        }

        if (Multiplies && First < 1)
        {
            return "a range that multiplies must begin at 1 or above.";
        }

        return Count <= MostValues
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{First}..{Last} names {Count} values, more than {MostValues}; use a stride, such as by 2x.");
    }

    private static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^\s*(?<first>-?[0-9]{1,30})\s*\.\.\s*(?<last>-?[0-9]{1,30})(\s+by\s+(?<stride>[0-9]{1,30})(?<times>x?))?\s*$")]
    private static partial Regex Form();
}
