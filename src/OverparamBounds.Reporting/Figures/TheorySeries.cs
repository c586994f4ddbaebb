using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Figures;

/// <summary>What a figure of widths against samples shows.</summary>
/// <param name="Measured">By increasing number of samples.</param>
/// <param name="MeasuredLaw">The power law through the measured intervals.</param>
/// <param name="Gap">From the largest Necessary bound that is a claim to the measured threshold, where both are known.</param>
public sealed record TheorySeries(
    IReadOnlyList<MeasuredWidth> Measured, PowerLaw MeasuredLaw, IReadOnlyList<BoundSeries> Bounds, IReadOnlyList<WidthGap> Gap);

/// <summary>The measured threshold of one sweep.</summary>
/// <param name="Estimate">Null where no width is certified to reach the level.</param>
/// <param name="Low">L + 1.</param>
/// <param name="High">U; null where it is open.</param>
public sealed record MeasuredWidth(string Sweep, int Samples, int? Estimate, int Low, int? High);

/// <summary>One bound at several numbers of samples.</summary>
/// <param name="Standing">Whether it holds, and says what it says exactly, at every one of them.</param>
/// <param name="Points">By increasing number of samples, without infinite values.</param>
/// <param name="InfiniteAt">Numbers of samples at which it is infinite.</param>
/// <param name="Law">The power law through the points.</param>
public sealed record BoundSeries(
    string Id,
    string Title,
    BoundKind Kind,
    BoundStanding Standing,
    IReadOnlyList<SeriesPoint> Points,
    IReadOnlyList<int> InfiniteAt,
    PowerLaw Law);

/// <summary>One value; its logarithm, since many are beyond every integer.</summary>
public sealed record SeriesPoint(int Samples, double Log10Width);

/// <summary>The widths of which nothing is known at one number of samples.</summary>
public sealed record WidthGap(int Samples, double Log10Low, double Log10High);
