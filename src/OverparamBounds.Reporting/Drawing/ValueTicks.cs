using System.Globalization;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Ticks at the values that were measured, rather than at round ones.</summary>
internal static class ValueTicks
{
    /// <summary>Two ticks closer than so many pixels are not both labelled.</summary>
    private const float Room = 46;

    /// <summary>A tick at every value, labelled where the label before leaves room.</summary>
    public static IReadOnlyList<WidthTick> At(IEnumerable<int> values, Func<int, float> pixelOf)
    {
        var ticks = new List<WidthTick>();
        var free = float.NegativeInfinity;
        foreach (var value in values.Distinct().Order())
        {
            var isFree = pixelOf(value) >= free;
            ticks.Add(new(value, isFree ? value.ToString(CultureInfo.InvariantCulture) : null));
            free = isFree ? pixelOf(value) + Room : free;
        }

        return ticks;
    }
}
