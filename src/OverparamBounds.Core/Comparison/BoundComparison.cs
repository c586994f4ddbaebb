namespace OverparamBounds.Core.Comparison;

/// <summary>How a bound stands to the measured threshold.</summary>
/// <param name="Decades">log10 of bound over measured width, at the point estimate; null where nothing was certified.</param>
/// <param name="Ratio">The same as a ratio, where it is below 1e15.</param>
/// <param name="Contradiction">Why bound and measurement cannot both be right; null where they can.</param>
public sealed record BoundComparison(double? Decades, double? Ratio, string? Contradiction);
