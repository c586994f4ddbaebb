using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Geometry;

/// <summary>The smallest distance between two unit rows, a row and its antipode counted as equal.</summary>
internal static class RowSeparation
{
    /// <summary>Pairs of rows beyond which it would too: a few seconds.</summary>
    private const double MostPairs = 6e7;

    /// <summary>Multiplications beyond which the survey would keep a user waiting.</summary>
    private const double MostProducts = 4e9;

    /// <summary>Rounding of the division by the norm; a distance below it is none.</summary>
    private const double WorkingPrecision = 1e-15;

    public static Measurement<double> Measure(InputRows rows, CancellationToken cancellationToken)
    {
        if (rows.Count < 2)
        {
            return Measurement<double>.Missing("One row has no distance to another.");
        }

        if (IsTooDear(rows) is { } reason)
        {
            return Measurement<double>.Missing(reason);
        }

        var smallest = double.PositiveInfinity;
        for (var one = 0; one < rows.Count && smallest >= WorkingPrecision; one++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var other = 0; other < one; other++)
            {
                // 2 - 2|cos| loses half the digits of a small distance: it only picks the pairs worth a second look.
                var roughSquare = 2 - (2 * Math.Abs(rows.Product(one, other)));
                if (roughSquare < (smallest * smallest) + 1e-12)
                {
                    var gaps = rows.Gaps(one, other);
                    smallest = Math.Min(smallest, Math.Sqrt(Math.Min(gaps.Difference, gaps.Sum)));
                }
            }
        }

        return Measurement<double>.Of(smallest < WorkingPrecision ? 0 : smallest);
    }

    /// <summary>The smallest distance between two rows that are not equal.</summary>
    public static Measurement<double> Raw(InputRows rows, CancellationToken cancellationToken)
    {
        if (IsTooDear(rows) is { } reason)
        {
            return Measurement<double>.Missing(reason);
        }

        var smallest = double.PositiveInfinity;
        for (var one = 0; one < rows.Count; one++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var other = 0; other < one; other++)
            {
                var square = rows.Gaps(one, other).Difference;
                smallest = square > 0 ? Math.Min(smallest, square) : smallest;
            }
        }

        return double.IsInfinity(smallest)
            ? Measurement<double>.Missing("All rows are equal.")
            : Measurement<double>.Of(Math.Sqrt(smallest));
    }

    private static string? IsTooDear(InputRows rows)
    {
        var pairs = 0.5 * rows.Count * (rows.Count - 1);
        return pairs > MostPairs ? $"Not computed: {rows.Count} rows are more than {MostPairs:0e0} pairs."
            : pairs * rows.Features > MostProducts ? $"Not computed: {rows.Count} rows of {rows.Features} features are more than {MostProducts:0e0} products."
            : null;
    }
}
