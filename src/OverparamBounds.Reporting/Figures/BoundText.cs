using System.Globalization;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Figures;

/// <summary>The numbers of a bound in words, alike in figures and reports.</summary>
internal static class BoundText
{
    /// <summary>Longer integers are written as powers of ten.</summary>
    private const int MostDigits = 7;

    /// <summary>The width, why it is infinite, or null where the bound says nothing.</summary>
    public static string? Width(BoundValue bound) =>
        bound.Infinite ? Infinite(bound) : bound.Log10Width is { } power ? Count(bound.Width, power) : null;

    public static string Count(long? whole, double log10) =>
        whole is { } count && count < Math.Pow(10, MostDigits) ? count.ToString(CultureInfo.InvariantCulture) : Power(log10);

    public static string Power(double log10) => string.Create(CultureInfo.InvariantCulture, $"10^{log10:0.0}");

    /// <summary>Which number the theorem divides by is 0.</summary>
    public static string Infinite(BoundValue bound) =>
        bound.Kernel == "separation" ? "infinite: two rows parallel" : "infinite: kernel singular";

    /// <summary>The ratio to the measured width.</summary>
    public static string? Ratio(BoundValue bound) => bound.Comparison?.Decades switch
    {
        { } decades when Math.Abs(decades) < 4 => string.Create(CultureInfo.InvariantCulture, $"{Rounded(Math.Pow(10, decades))}x"),
        { } decades => $"{Power(decades)}x",
        null => null,
    };

    public static string Constants(BoundValue bound) =>
        BoundStanding.Of(bound).IsExact ? "explicit" : bound.LogFactorsDropped ? "order without logs" : "order";

    private static string Rounded(double value) =>
        value.ToString(value >= 100 ? "0" : value >= 10 ? "0.0" : value >= 0.1 ? "0.00" : "G2", CultureInfo.InvariantCulture);
}
