using System.Globalization;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Bounds in the cells of tables.</summary>
internal static class BoundWords
{
    /// <summary>The width, as a power of ten where it is long, or ∞.</summary>
    public static string Width(BoundValue bound) => bound.Infinite ? "infinite" : Count(bound.Width, bound.Log10Width);

    public static string Parameters(BoundValue bound) => Count(bound.Parameters, bound.Log10Parameters);

    public static string Assumptions(BoundValue bound) =>
        bound.Log10Width is null && bound.Log10Parameters is null && !bound.Infinite ? "says nothing"
        : (bound.Violated.Count == 0 ? "met" : $"{bound.Violated.Count.ToString(CultureInfo.InvariantCulture)} broken")
            + (bound.Remembered ? ", from memory" : string.Empty);

    /// <summary>Whether the theorem leaves a constant open.</summary>
    public static string Constants(BoundValue bound) =>
        bound.ConstantsExplicit ? "explicit" : bound.LogFactorsDropped ? "order, logs dropped" : "order";

    private static string Count(long? whole, double? log10) => whole is { } count && count < 1_000_000_000
        ? count.ToString(CultureInfo.InvariantCulture)
        : log10 is { } power ? string.Create(CultureInfo.InvariantCulture, $"10^{power:0.00}") : "-";
}
