using System.Globalization;

namespace OverparamBounds.Reporting.Figures;

/// <summary>Ticks of a logarithmic axis at powers of ten, with small ones between.</summary>
public static class DecadeTicks
{
    private const int MostLabels = 11;

    /// <summary>Up to so many decades, small ticks stand at 2, 3, ... 9 times each power.</summary>
    private const int MostFineDecades = 8;

    private static readonly int[] Steps = [1, 2, 5, 10, 20, 50, 100];

    /// <summary>Increasing, from 1 on; both ends may carry a tick.</summary>
    /// <param name="low">log10 of the lower end.</param>
    /// <param name="high">log10 of the upper end, at most 308.</param>
    public static IReadOnlyList<WidthTick> Between(double low, double high)
    {
        var first = (int)Math.Ceiling(low - 1e-9);
        var last = (int)Math.Floor(high + 1e-9);
        var step = Steps.First(step => step == Steps[^1] || (last - first) / step < MostLabels);
        var ticks = new List<WidthTick>();
        for (var power = Math.Max(0, first - 1); power <= last; power++)
        {
            if (power >= first)
            {
                ticks.Add(new(Math.Pow(10, power), power % step == 0 ? Name(power) : null));
            }

            for (var times = 2; times < 10 && last - first <= MostFineDecades; times++)
            {
                var between = power + Math.Log10(times);
                if (between >= low && between <= high)
                {
                    ticks.Add(new(times * Math.Pow(10, power), null));
                }
            }
        }

        return ticks;
    }

    private static string Name(int power) => power switch
    {
        0 => "1",
        1 => "10",
        2 => "100",
        _ => string.Create(CultureInfo.InvariantCulture, $"10^{power}"),
    };
}
