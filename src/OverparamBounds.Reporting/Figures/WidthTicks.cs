using System.Globalization;

namespace OverparamBounds.Reporting.Figures;

/// <summary>Ticks of a logarithmic width axis: labelled powers of two with small ticks between, or round numbers on a short axis.</summary>
public static class WidthTicks
{
    private const int MostLabels = 14;

    /// <summary>An axis that spans less than this ratio shows too few powers of two.</summary>
    private const double ShortAxis = 4;

    /// <summary>Positions in data units, increasing.</summary>
    public static IReadOnlyList<WidthTick> Between(double low, double high)
    {
        if (high / low < ShortAxis)
        {
            return RoundNumbers(low, high);
        }

        var first = (int)Math.Ceiling(Math.Log2(low) - 1e-9);
        var last = (int)Math.Floor(Math.Log2(high) + 1e-9);
        var octaves = ((last - first) / MostLabels) + 1;
        var ticks = new List<WidthTick>();
        for (var power = first - 1; power <= last; power++)
        {
            var width = Math.Pow(2, power);
            if (power >= first)
            {
                ticks.Add(new(width, power >= 0 && power % octaves == 0 ? Name(power) : null));
            }

            // Quarters of an octave where they are whole numbers, so that 3, 5, 6 and 7 can be read off.
            for (var quarter = 1; quarter < 4 && octaves == 1; quarter++)
            {
                var between = width * (1 + (quarter / 4.0));
                if (double.IsInteger(between) && between >= low && between <= high)
                {
                    ticks.Add(new(between, null));
                }
            }
        }

        return ticks;
    }

    private static List<WidthTick> RoundNumbers(double low, double high)
    {
        var rough = Math.Max(1, (high - low) / 8);
        var decade = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = decade * (rough / decade) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        var ticks = new List<WidthTick>();
        for (var width = Math.Max(step, Math.Ceiling(low / step) * step); width <= high; width += step)
        {
            ticks.Add(new(width, Format(width)));
        }

        return ticks;
    }

    private static string Name(int power) =>
        power <= 20 ? Format(Math.Pow(2, power)) : string.Create(CultureInfo.InvariantCulture, $"2^{power}");

    private static string Format(double width) => width.ToString("0", CultureInfo.InvariantCulture);
}

/// <summary>One tick; its label is null where it is a small one.</summary>
public sealed record WidthTick(double Width, string? Label);
