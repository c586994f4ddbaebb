using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Theory.Geometry;

/// <summary>Whether every d+1 rows are affinely independent: random subsets find most exceptions, and prove none absent.</summary>
internal static class GeneralPosition
{
    private const int Subsets = 200;

    /// <summary>Multiplications that all subsets may take together.</summary>
    private const double MostProducts = 1e9;

    /// <summary>A pivot below this share of the largest entry is none.</summary>
    private const double SmallestPivot = 1e-10;

    /// <summary>Null where one subset is too much work already.</summary>
    public static bool? Check(Dataset data, CancellationToken cancellationToken)
    {
        var size = Math.Min(data.Samples, data.Features + 1);
        var subsets = (int)Math.Min(Subsets, MostProducts / (size * (double)size * (data.Features + 1)));
        if (subsets == 0)
        {
            return null;
        }

        var columns = StandardisedColumns(data);
        var draws = new RandomSequence(RandomSequence.KeyOf("general position"), RandomPurpose.Simulation);
        for (var subset = 0; subset < (size == data.Samples ? 1 : subsets); subset++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!AreIndependent(columns, data.Features, draws.NextPermutation(data.Samples).AsSpan(0, size)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Columns about their means over their largest deviations: affine maps change nothing, but units do to pivots.</summary>
    private static double[] StandardisedColumns(Dataset data)
    {
        var values = (double[])data.Inputs.Clone();
        for (var column = 0; column < data.Features; column++)
        {
            var mean = Enumerable.Range(0, data.Samples).Sum(row => data.Row(row)[column] / data.Samples);
            var largest = Enumerable.Range(0, data.Samples).Max(row => Math.Abs(data.Row(row)[column] - mean));
            for (var row = 0; row < data.Samples; row++)
            {
                ref var value = ref values[(row * data.Features) + column];
                value = largest > 0 ? (value - mean) / largest : 0;
            }
        }

        return values;
    }

    /// <summary>Gaussian elimination with complete pivoting on the rows with a 1 appended.</summary>
    private static bool AreIndependent(double[] values, int features, ReadOnlySpan<int> rows)
    {
        var columns = features + 1;
        var matrix = new double[rows.Length][];
        var largest = 1.0;
        for (var at = 0; at < rows.Length; at++)
        {
            matrix[at] = [.. values.AsSpan(rows[at] * features, features), 1];
            foreach (var value in matrix[at])
            {
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        for (var step = 0; step < rows.Length; step++)
        {
            var (pivotRow, pivotColumn) = (step, step);
            for (var row = step; row < rows.Length; row++)
            {
                for (var column = step; column < columns; column++)
                {
                    if (Math.Abs(matrix[row][column]) > Math.Abs(matrix[pivotRow][pivotColumn]))
                    {
                        (pivotRow, pivotColumn) = (row, column);
                    }
                }
            }

            var pivot = matrix[pivotRow][pivotColumn];
            if (!(Math.Abs(pivot) > SmallestPivot * largest))
            {
                return false;
            }

            (matrix[step], matrix[pivotRow]) = (matrix[pivotRow], matrix[step]);
            foreach (var row in matrix)
            {
                (row[step], row[pivotColumn]) = (row[pivotColumn], row[step]);
            }

            for (var row = step + 1; row < rows.Length; row++)
            {
                var factor = matrix[row][step] / pivot;
                for (var column = step; column < columns; column++)
                {
                    matrix[row][column] -= factor * matrix[step][column];
                }
            }
        }

        return true;
    }
}
