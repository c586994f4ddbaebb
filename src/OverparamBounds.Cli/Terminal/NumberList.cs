using System.Globalization;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Reads numbers as users write them on the command line.</summary>
internal static class NumberList
{
    /// <summary>Reads <c>1..4096</c>, or one number for both ends.</summary>
    public static (int First, int Last) Range(string option, string text)
    {
        var ends = text.Split("..");
        return ends.Length is 1 or 2 && Whole(ends[0]) is { } first && Whole(ends[^1]) is { } last && first <= last
            ? (first, last)
            : throw new RequestException($"{option} {text}: expected a range of whole numbers such as 1..4096.");
    }

    /// <summary>Reads <c>2,3,4,6</c>, where <c>2..5</c> stands for each number of a range.</summary>
    public static IReadOnlyList<int> List(string option, string text)
    {
        var numbers = new List<int>();
        foreach (var part in text.Split(','))
        {
            var (first, last) = Range(option, part);
            if (last - first > 10_000)
            {
                throw new RequestException($"{option} {text}: {part} names more than 10000 widths.");
            }

            numbers.AddRange(Enumerable.Range(first, last - first + 1));
        }

        return numbers;
    }

    /// <summary>Reads <c>90s</c>, <c>10m</c> or <c>2h</c>.</summary>
    public static TimeSpan Duration(string option, string text)
    {
        var seconds = text.Length > 1 && double.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? text[^1] switch { 's' => number, 'm' => number * 60, 'h' => number * 3600, _ => double.NaN }
            : double.NaN;
        return seconds is > 0 and <= 4_233_600
            ? TimeSpan.FromSeconds(seconds)
            : throw new RequestException($"{option} {text}: expected a duration such as 90s, 10m or 2h, at most 49 days.");
    }

    private static int? Whole(string text) =>
        int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
