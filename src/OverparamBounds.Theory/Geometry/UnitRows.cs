using System.Numerics;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Geometry;

/// <summary>The rows of a data set, each divided by its norm.</summary>
internal sealed class UnitRows
{
    private readonly double[] _values;

    private UnitRows(double[] values, int count, int features) => (_values, Count, Features) = (values, count, features);

    public int Count { get; }

    public int Features { get; }

    public ReadOnlySpan<double> this[int row] => _values.AsSpan(row * Features, Features);

    /// <summary>Null where a row is all zeros; <paramref name="zeroRow"/> is the first such row, from 0, else -1.</summary>
    public static UnitRows? Of(Dataset dataset, out int zeroRow)
    {
        zeroRow = -1;
        var values = new double[dataset.Inputs.Length];
        for (var row = 0; row < dataset.Samples; row++)
        {
            var source = dataset.Row(row);
            var unit = values.AsSpan(row * dataset.Features, dataset.Features);

            // Scaling by the largest entry first keeps the squares from overflowing or vanishing.
            var largest = 0.0;
            foreach (var value in source)
            {
                largest = Math.Max(largest, Math.Abs(value));
            }

            if (largest == 0)
            {
                zeroRow = row;
                return null;
            }

            var squares = 0.0;
            foreach (var value in source)
            {
                squares += value / largest * (value / largest);
            }

            var norm = Math.Sqrt(squares);
            for (var column = 0; column < unit.Length; column++)
            {
                unit[column] = source[column] / largest / norm;
            }
        }

        return new(values, dataset.Samples, dataset.Features);
    }

    /// <summary>Norms of the difference and of the sum of two rows.</summary>
    public (double Difference, double Sum) Gaps(int one, int other)
    {
        var left = this[one];
        var right = this[other];
        var (difference, sum) = (0.0, 0.0);
        for (var column = 0; column < left.Length; column++)
        {
            var minus = left[column] - right[column];
            var plus = left[column] + right[column];
            difference += minus * minus;
            sum += plus * plus;
        }

        return (Math.Sqrt(difference), Math.Sqrt(sum));
    }

    public double Product(int one, int other) => Product(this[one], this[other]);

    /// <summary>The inner product of two spans of one length.</summary>
    public static double Product(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sums = Vector<double>.Zero;
        var column = 0;
        for (; column <= left.Length - Vector<double>.Count; column += Vector<double>.Count)
        {
            sums += new Vector<double>(left[column..]) * new Vector<double>(right[column..]);
        }

        var product = Vector.Sum(sums);
        for (; column < left.Length; column++)
        {
            product += left[column] * right[column];
        }

        return product;
    }
}
