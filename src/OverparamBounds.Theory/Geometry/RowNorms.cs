using System.Globalization;
using OverparamBounds.Core.Data;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Geometry;

/// <summary>The range of the rows' norms.</summary>
internal sealed record RowNorms(double Smallest, double Largest)
{
    /// <summary>A deviation from norm 1 that rounding does not explain.</summary>
    private const double Tolerance = 1e-6;

    public bool AreOne => Smallest >= 1 - Tolerance && Largest <= 1 + Tolerance;

    public override string ToString() => Largest - Smallest < 1e-3 * Largest
        ? string.Create(CultureInfo.InvariantCulture, $"norm {Largest:G3}")
        : string.Create(CultureInfo.InvariantCulture, $"norms from {Smallest:G3} to {Largest:G3}");

    public static RowNorms Of(Dataset data)
    {
        var rows = InputRows.Raw(data);
        var (smallest, largest) = (double.PositiveInfinity, 0.0);
        for (var row = 0; row < rows.Count; row++)
        {
            var norm = Math.Sqrt(rows.SquaredNorm(row));
            (smallest, largest) = (Math.Min(smallest, norm), Math.Max(largest, norm));
        }

        return new(smallest, largest);
    }
}
