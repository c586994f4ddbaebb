using System.Globalization;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Analysis.Comparisons;

/// <summary>Sets bounds beside a measured threshold, and says where the two cannot both be right.</summary>
public static class BoundComparer
{
    private const double LargestRatio = 1e15;

    /// <summary>The bounds, each with its comparison.</summary>
    /// <param name="minWidth">The smallest width asked about: nothing is certified to fall short below it.</param>
    public static IReadOnlyList<BoundValue> Compare(IReadOnlyList<BoundValue> bounds, ThresholdEstimate estimate, int minWidth) =>
        [.. bounds.Select(bound => bound with { Comparison = Compare(bound, estimate, minWidth) })];

    private static BoundComparison Compare(BoundValue bound, ThresholdEstimate estimate, int minWidth)
    {
        var point = (estimate as ThresholdEstimate.Between)?.Point;
        var decades = bound.Log10Width is { } width && point is { } measured ? width - Math.Log10(measured) : (double?)null;
        return new(
            decades,
            decades is { } gap && Math.Pow(10, gap) < LargestRatio ? Math.Pow(10, gap) : null,
            bound.IsClaim ? Contradiction(bound, estimate, minWidth) : null);
    }

    private static string? Contradiction(BoundValue bound, ThresholdEstimate estimate, int minWidth) => (bound.Kind, estimate) switch
    {
        (BoundKind.Necessary, ThresholdEstimate.Between between) when bound.Log10Width > Math.Log10(between.High) + 1e-12 => Text(
            $"{bound.Title} says that fewer than {Width(bound)} units cannot fit, and width {between.High} is certified to train."),
        (BoundKind.Trainability, ThresholdEstimate.Between between) when between.Low > minWidth && IsBelow(bound, between.Low) => Text(
            $"{bound.Title} promises that width {Width(bound)} trains, and width {between.Low - 1} is certified to fall short."),
        (BoundKind.Trainability, ThresholdEstimate.AboveGrid above) when IsBelow(bound, above.Widest + 1) => Text(
            $"{bound.Title} promises that width {Width(bound)} trains, and width {above.Widest} is certified to fall short."),
        (BoundKind.Trainability, ThresholdEstimate.Undecided undecided) when undecided.Low > minWidth && IsBelow(bound, undecided.Low) => Text(
            $"{bound.Title} promises that width {Width(bound)} trains, and width {undecided.Low - 1} is certified to fall short."),
        _ => null,
    };

    private static bool IsBelow(BoundValue bound, int width) => bound.Log10Width < Math.Log10(width) - 1e-12;

    private static string Width(BoundValue bound) => bound.Width is { } width
        ? width.ToString(CultureInfo.InvariantCulture)
        : Text($"10^{bound.Log10Width:0.0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
