using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>The open cells into which hyperplanes through 0 cut a space, each by a point inside it.</summary>
/// <remarks>
/// Hyperplanes come one at a time. A new one cuts exactly those cells in which the earlier ones leave a cell of the
/// hyperplane itself, a smaller problem of the same kind; both halves get a point beside that smaller cell's point.
/// Beside <see cref="Patterns.ActivationPatterns"/>, which asks a linear program about every cell, it is ten times as
/// fast and needs no native library; a face search visits hundreds of flats and needs that.
/// </remarks>
internal static class ArrangementCells
{
    /// <param name="normals">[m, dimension]; none is 0, no two are parallel.</param>
    public static IReadOnlyList<double[]> Points(double[] normals, int dimension, CancellationToken cancellationToken)
    {
        if (dimension == 1)
        {
            return [[1], [-1]];
        }

        var whole = Flat.Whole(normals, dimension);
        var cells = new Dictionary<string, double[]>
        {
            ["+"] = whole.Row(0).ToArray(),
            ["-"] = [.. whole.Row(0).ToArray().Select(value => -value)],
        };
        for (var newest = 1; newest < whole.Count; newest++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var hyperplane = new Flat(normals[..((newest + 1) * dimension)], whole.Basis, dimension).Within(newest);
            var earlier = RowSpace.DistinctLines(hyperplane)
                .SelectMany(row => hyperplane.Row(row).ToArray())
                .ToArray();
            var next = new Dictionary<string, double[]>();
            foreach (var point in Points(earlier, dimension - 1, cancellationToken))
            {
                var middle = hyperplane.Lift(point);
                var pattern = Pattern(whole, newest, middle);
                cells.Remove(pattern);
                next[pattern + '+'] = Beside(whole, newest, middle, 1);
                next[pattern + '-'] = Beside(whole, newest, middle, -1);
            }

            foreach (var (pattern, point) in cells)
            {
                next[pattern + (InputRows.Product(whole.Row(newest), point) > 0 ? '+' : '-')] = point;
            }

            cells = next;
        }

        return [.. cells.Values];
    }

    private static string Pattern(Flat whole, int count, double[] point) =>
        string.Create(count, (whole, point), static (signs, state) =>
        {
            for (var row = 0; row < signs.Length; row++)
            {
                signs[row] = InputRows.Product(state.whole.Row(row), state.point) > 0 ? '+' : '-';
            }
        });

    /// <summary>Half as far off the newest hyperplane as the nearest earlier one allows.</summary>
    private static double[] Beside(Flat whole, int newest, double[] middle, int side)
    {
        var normal = whole.Row(newest);
        var furthest = 1 / Math.Sqrt(ParallelProblem.SumOfSquares(normal));
        for (var row = 0; row < newest; row++)
        {
            var along = Math.Abs(InputRows.Product(whole.Row(row), normal));
            furthest = Math.Min(furthest, Math.Abs(InputRows.Product(whole.Row(row), middle)) / along);
        }

        var point = middle.ToArray();
        ParallelNetwork.Add(point, normal, side * furthest / 2);
        ParallelNetwork.Scale(point, 1 / Math.Sqrt(ParallelProblem.SumOfSquares(point)));
        return point;
    }
}
