using MathNet.Numerics.LinearAlgebra;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>The exact polar value, face by face of the arrangement of the hyperplanes x_k·w = 0.</summary>
/// <remarks>
/// On a cell of a flat, Gᵀ relu(X w) = M w for one matrix M. A maximum lies inside some face; in the flat of that face it
/// is a local maximum of ||M w|| on the sphere, and such quadratic forms have no local maxima other than the
/// eigenvectors of the largest eigenvalue. So it is enough to offer those eigenvectors for all cells of all flats.
/// Whatever is offered is judged by its true answer, so an eigenvector outside of its cell does no harm; where an
/// eigenspace leaves its cell, it passes through a smaller face with the same value.
/// </remarks>
internal static class FaceSearch
{
    /// <summary>Of the best value: cells that cannot beat it are passed over, with this much left for rounding.</summary>
    private const double Margin = 1e-9;

    /// <summary>At most so many cells and arcs does a search visit; equal where the lines are in general position.</summary>
    public static double MostPatterns(int lines, int dimension)
    {
        if (dimension <= 2)
        {
            return dimension * lines;
        }

        var patterns = Choose(lines, dimension - 2) * 2 * Math.Max(1, lines - dimension + 2);
        for (var fixedLines = 0; fixedLines <= dimension - 3; fixedLines++)
        {
            patterns += Choose(lines, fixedLines) * Cells(lines - fixedLines, dimension - fixedLines);
        }

        return patterns;
    }

    public static void Run(RowSpace space, PolarMaximum best, CancellationToken cancellationToken) =>
        Visit(space.Whole, after: -1, best, cancellationToken);

    /// <param name="after">Only hyperplanes of later rows are added to the flat's own, so each flat is visited once.</param>
    private static void Visit(Flat flat, int after, PolarMaximum best, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (flat.Dimension == 1)
        {
            best.OfferBoth(flat, [1]);
            return;
        }

        if (flat.Dimension == 2)
        {
            PolarSweep.Run(flat, best, cancellationToken);
            return;
        }

        var lines = RowSpace.DistinctLines(flat);
        var normals = lines.SelectMany(row => flat.Row(row).ToArray()).ToArray();
        foreach (var point in ArrangementCells.Points(normals, flat.Dimension, cancellationToken))
        {
            OfferPeak(flat, point, best);
        }

        foreach (var row in lines.Where(row => row > after))
        {
            Visit(flat.Within(row), row, best, cancellationToken);
        }
    }

    private static void OfferPeak(Flat flat, double[] point, PolarMaximum best)
    {
        var map = new double[best.Outputs * flat.Dimension];
        for (var row = 0; row < flat.Count; row++)
        {
            if (InputRows.Product(flat.Row(row), point) > 0)
            {
                for (var output = 0; output < best.Outputs; output++)
                {
                    ParallelNetwork.Add(
                        map.AsSpan(output * flat.Dimension, flat.Dimension), flat.Row(row), best.Slopes[(row * best.Outputs) + output]);
                }
            }
        }

        // The Frobenius norm is above the spectral one.
        if (Math.Sqrt(ParallelProblem.SumOfSquares(map)) <= best.Value * (1 - Margin))
        {
            return;
        }

        best.OfferBoth(flat, best.Outputs == 1 ? map : TopEigenvector(map, flat.Dimension));
    }

    private static double[] TopEigenvector(double[] map, int dimension)
    {
        var matrix = Matrix<double>.Build.Dense(map.Length / dimension, dimension, (row, column) => map[(row * dimension) + column]);
        var parts = matrix.TransposeThisAndMultiply(matrix).Evd(Symmetricity.Symmetric);

        // Ascending order.
        return parts.EigenVectors.Column(dimension - 1).ToArray();
    }

    /// <summary>Cover's count of the cells of hyperplanes through 0 in general position.</summary>
    private static double Cells(int lines, int dimension)
    {
        var sum = 0.0;
        for (var at = 0; at < dimension; at++)
        {
            sum += Choose(lines - 1, at);
        }

        return 2 * sum;
    }

    private static double Choose(int from, int count)
    {
        var product = 1.0;
        for (var at = 0; at < count; at++)
        {
            product *= (double)Math.Max(0, from - at) / (at + 1);
        }

        return product;
    }
}
