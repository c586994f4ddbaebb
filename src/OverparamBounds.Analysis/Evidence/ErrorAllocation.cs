namespace OverparamBounds.Analysis.Evidence;

/// <summary>Splits alpha over the widths of a search in the order in which they are first launched.</summary>
/// <remarks>
/// Nine tenths go in equal shares to the first J widths, the last tenth to all that may follow; the infinite sum is alpha.
/// One share serves both certificates of a width, since only one of its two nulls can be true.
/// </remarks>
public sealed class ErrorAllocation
{
    private readonly double _alpha;

    public ErrorAllocation(double alpha, int minWidth, int maxWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(alpha, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxWidth, minWidth);
        _alpha = alpha;
        EqualShares = (int)Math.Ceiling(Math.Log2((double)maxWidth / minWidth)) + 8;
    }

    /// <summary>J: how many widths get an equal share.</summary>
    public int EqualShares { get; }

    /// <summary>a_j, the chance of a false certificate that the j-th width may take; j counts from 1.</summary>
    public double Share(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ordinal);
        double late = ordinal - EqualShares;
        return late <= 0 ? 0.9 * _alpha / EqualShares : 0.1 * _alpha / (late * (late + 1));
    }

    /// <summary>ln(1/a_j): the log evidence at which the j-th width is certified.</summary>
    public double Threshold(int ordinal) => -Math.Log(Share(ordinal));
}
