using System.Numerics;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Kernels;

/// <summary>Rows of inputs as theorems see them.</summary>
public sealed class InputRows
{
    private readonly double[] _values;

    private InputRows(double[] values, int count, int features, string form) =>
        (_values, Count, Features, Form) = (values, count, features, form);

    public int Count { get; }

    /// <summary>Inputs of a row; one more than the data's where a 1 is appended.</summary>
    public int Features { get; }

    /// <summary>raw, unit (each row over its norm) or lift (a 1 appended, then over the norm).</summary>
    public string Form { get; }

    public ReadOnlySpan<double> this[int row] => _values.AsSpan(row * Features, Features);

    public static InputRows Of(double[][] rows) =>
        new([.. rows.SelectMany(row => row)], rows.Length, rows.Length == 0 ? 0 : rows[0].Length, "raw");

    public static InputRows Raw(Dataset data) => new(data.Inputs, data.Samples, data.Features, "raw");

    /// <summary>Each row over its norm; null where a row is all zeros.</summary>
    /// <param name="zeroRow">The first such row, from 0; else -1.</param>
    public static InputRows? Unit(Dataset data, out int zeroRow)
    {
        zeroRow = -1;
        var values = (double[])data.Inputs.Clone();
        for (var row = 0; row < data.Samples; row++)
        {
            if (!Normalise(values.AsSpan(row * data.Features, data.Features)))
            {
                zeroRow = row;
                return null;
            }
        }

        return new(values, data.Samples, data.Features, "unit");
    }

    /// <summary>A 1 appended to each row, then each over its norm: what biases amount to in theorems without them.</summary>
    public static InputRows Lift(Dataset data)
    {
        var features = data.Features + 1;
        var values = new double[checked(data.Samples * features)];
        for (var row = 0; row < data.Samples; row++)
        {
            var lifted = values.AsSpan(row * features, features);
            data.Row(row).CopyTo(lifted);
            lifted[^1] = 1;
            Normalise(lifted);
        }

        return new(values, data.Samples, features, "lift");
    }

    /// <summary>The first rows.</summary>
    public InputRows Prefix(int count) =>
        count >= Count ? this : new(_values[..(count * Features)], count, Features, Form);

    public double SquaredNorm(int row) => Product(this[row], this[row]);

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

    /// <summary>Squared norms of the difference and of the sum of two rows: near-duplicates and near-antipodes lose no digits.</summary>
    public RowGaps Gaps(int one, int other)
    {
        var left = this[one];
        var right = this[other];
        var (differences, sums) = (Vector<double>.Zero, Vector<double>.Zero);
        var column = 0;
        for (; column <= left.Length - Vector<double>.Count; column += Vector<double>.Count)
        {
            var (a, b) = (new Vector<double>(left[column..]), new Vector<double>(right[column..]));
            differences += (a - b) * (a - b);
            sums += (a + b) * (a + b);
        }

        var (difference, sum) = (Vector.Sum(differences), Vector.Sum(sums));
        for (; column < left.Length; column++)
        {
            var minus = left[column] - right[column];
            var plus = left[column] + right[column];
            difference += minus * minus;
            sum += plus * plus;
        }

        return new(difference, sum);
    }

    /// <summary>Scaling by the largest entry first keeps the squares from overflowing or vanishing.</summary>
    private static bool Normalise(Span<double> row)
    {
        var largest = 0.0;
        foreach (var value in row)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        if (largest == 0)
        {
            return false;
        }

        var squares = 0.0;
        foreach (var value in row)
        {
            squares += value / largest * (value / largest);
        }

        var norm = Math.Sqrt(squares);
        foreach (ref var value in row)
        {
            value = value / largest / norm;
        }

        return true;
    }
}

/// <summary>Squared norms of the difference and of the sum of two rows.</summary>
public readonly record struct RowGaps(double Difference, double Sum);
