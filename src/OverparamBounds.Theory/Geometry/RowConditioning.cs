using OverparamBounds.Core.Numerics;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Geometry;

/// <summary>κ = √(d/n)·‖X‖, the largest singular value of the rows against that of isotropic ones.</summary>
internal static class RowConditioning
{
    private const int MostSide = 1500;

    public static Measurement<double> Measure(InputRows rows, ISymmetricEigensolver eigensolver, CancellationToken cancellationToken)
    {
        // XᵀX and XXᵀ have the same largest eigenvalue; the smaller matrix is enough.
        var side = Math.Min(rows.Count, rows.Features);
        if (side > MostSide)
        {
            return Measurement<double>.Missing($"Not computed: {rows.Count} rows of {rows.Features} features are too many.");
        }

        var matrix = new double[side * side];
        if (side == rows.Features)
        {
            for (var row = 0; row < rows.Count; row++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var values = rows[row];
                for (var i = 0; i < side; i++)
                {
                    for (var j = 0; j < side; j++)
                    {
                        matrix[(i * side) + j] += values[i] * values[j];
                    }
                }
            }
        }
        else
        {
            for (var i = 0; i < side; i++)
            {
                for (var j = 0; j < side; j++)
                {
                    matrix[(i * side) + j] = rows.Product(i, j);
                }
            }
        }

        var largest = eigensolver.Eigenvalues(matrix, side, cancellationToken)[^1];
        return Measurement<double>.Of(Math.Sqrt(Math.Max(0, largest) * rows.Features / rows.Count));
    }
}
