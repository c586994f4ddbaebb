using MathNet.Numerics.LinearAlgebra;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>What no direction's answer exceeds.</summary>
/// <remarks>
/// relu(z) = (z + |z|) / 2 gives ||Gᵀ relu(X w)|| &lt;= ||GᵀX|| / 2 + sup ||Gᵀ|X w||| / 2. The supremum is at most ||G|| ||X||,
/// and by Cauchy and Schwarz at most sqrt(sum of ||g_i||) times the root of the largest eigenvalue of the sum of
/// ||g_i|| x_i x_iᵀ. For one output, Gᵀ relu(X w) lies between minus its negative terms and its positive ones, to each
/// of which alone the same applies.
/// </remarks>
internal static class PolarUpperBound
{
    public static (double Value, string Inequality) Of(RowSpace space)
    {
        var rows = Matrix<double>.Build.Dense(
            space.Whole.Count, space.Rank, (row, column) => space.Rows[(row * space.Rank) + column]);
        var slopes = Matrix<double>.Build.Dense(
            space.Whole.Count, space.Outputs, (row, column) => space.Slopes[(row * space.Outputs) + column]);
        var linear = slopes.TransposeThisAndMultiply(rows).L2Norm() / 2;
        var best = (Value: linear + (slopes.L2Norm() * rows.L2Norm() / 2), Inequality: "||GᵀX||/2 + ||G|| ||X||/2");
        var weighted = linear + (Weighted(space, _ => true) / 2);
        if (weighted < best.Value)
        {
            best = (weighted, "||GᵀX||/2 and Cauchy-Schwarz");
        }

        if (space.Outputs == 1)
        {
            var oneSided = Math.Max(OneSided(space, 1), OneSided(space, -1));
            if (oneSided < best.Value)
            {
                best = (oneSided, "Cauchy-Schwarz on the slopes of one sign");
            }
        }

        return best;
    }

    private static double OneSided(RowSpace space, int sign)
    {
        var sum = new double[space.Rank];
        for (var row = 0; row < space.Whole.Count; row++)
        {
            ParallelNetwork.Add(sum, space.Whole.Row(row), Math.Max(0, sign * space.Slopes[row]));
        }

        return (Math.Sqrt(ParallelProblem.SumOfSquares(sum)) + Weighted(space, row => sign * space.Slopes[row] > 0)) / 2;
    }

    private static double Weighted(RowSpace space, Func<int, bool> isCounted)
    {
        var total = 0.0;
        var moments = Matrix<double>.Build.Dense(space.Rank, space.Rank);
        for (var row = 0; row < space.Whole.Count; row++)
        {
            if (isCounted(row))
            {
                var weight = Math.Sqrt(ParallelProblem.SumOfSquares(space.Slopes.AsSpan(row * space.Outputs, space.Outputs)));
                var point = Vector<double>.Build.DenseOfArray(space.Whole.Row(row).ToArray());
                total += weight;
                moments += weight * point.OuterProduct(point);
            }
        }

        return total == 0 ? 0 : Math.Sqrt(total * moments.L2Norm());
    }
}
