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

        var draws = new RandomSequence(RandomSequence.KeyOf("general position"), RandomPurpose.Simulation);
        for (var subset = 0; subset < (size == data.Samples ? 1 : subsets); subset++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!AreIndependent(data, draws.NextPermutation(data.Samples).AsSpan(0, size)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gaussian elimination with complete pivoting on the rows with a 1 appended.</summary>
    private static bool AreIndependent(Dataset data, ReadOnlySpan<int> rows)
    {
        var columns = data.Features + 1;
        var matrix = new double[rows.Length][];
        var largest = 1.0;
        for (var at = 0; at < rows.Length; at++)
        {
            matrix[at] = [.. data.Row(rows[at]), 1];
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
