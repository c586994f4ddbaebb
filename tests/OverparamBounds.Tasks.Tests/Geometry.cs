using System.Numerics;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Tasks.Tests;

/// <summary>Distances and norms over all pairs, as a second way to what the reference values say.</summary>
internal sealed class Geometry
{
    private readonly double[][] _rows;

    private Geometry(double[][] rows, int[]? labels)
    {
        _rows = rows;
        var (separation, opposite) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var one = 0; one < rows.Length; one++)
        {
            var norm = Norm(rows[one]);
            (SmallestNorm, LargestNorm) = (Math.Min(SmallestNorm, norm), Math.Max(LargestNorm, norm));
            for (var other = one + 1; other < rows.Length; other++)
            {
                var squares = SquaredDistance(rows[one], rows[other]);
                separation = Math.Min(separation, squares);
                opposite = labels is not null && labels[one] != labels[other] ? Math.Min(opposite, squares) : opposite;
            }
        }

        (Separation, OppositeSeparation) = (Math.Sqrt(separation), Math.Sqrt(opposite));
    }

    public double SmallestNorm { get; } = double.PositiveInfinity;

    public double LargestNorm { get; }

    public double Separation { get; }

    /// <summary>Of rows of different classes.</summary>
    public double OppositeSeparation { get; }

    public static Geometry Of(Dataset data) => new(Rows(data), data.Labels);

    /// <summary>Of the rows over their norms.</summary>
    public static Geometry OfUnitRows(Dataset data) =>
        new([.. Rows(data).Select(row => row.Select(value => value / Norm(row)).ToArray())], data.Labels);

    /// <summary>The distance of two rows, numbered from 0.</summary>
    public double Between(int one, int other) => Distance(_rows[one], _rows[other]);

    public static double[][] Rows(Dataset data) =>
        [.. Enumerable.Range(0, data.Samples).Select(row => data.Row(row).ToArray())];

    public static double Norm(double[] row) => Math.Sqrt(row.Sum(value => value * value));

    public static double Distance(double[] one, double[] other) => Math.Sqrt(SquaredDistance(one, other));

    private static double SquaredDistance(double[] one, double[] other)
    {
        var (sum, column) = (Vector<double>.Zero, 0);
        for (; column + Vector<double>.Count <= one.Length; column += Vector<double>.Count)
        {
            var off = new Vector<double>(one, column) - new Vector<double>(other, column);
            sum += off * off;
        }

        var rest = Vector.Sum(sum);
        for (; column < one.Length; column++)
        {
            rest += (one[column] - other[column]) * (one[column] - other[column]);
        }

        return rest;
    }
}
