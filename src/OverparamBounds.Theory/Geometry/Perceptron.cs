using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Geometry;

/// <summary>Rosenblatt's perceptron for several classes, with a limit on its work.</summary>
internal static class Perceptron
{
    /// <summary>Whether it got through all rows without a mistake; false proves nothing.</summary>
    /// <param name="products">Multiplications after which it gives up; it passes over the rows once at least.</param>
    public static bool Separates(
        StandardisedRows points, int[] labels, int classes, double products, CancellationToken cancellationToken)
    {
        var weights = new double[classes][];
        for (var at = 0; at < classes; at++)
        {
            weights[at] = new double[points.Columns];
        }

        var passes = Math.Max(1, products / ((double)points.Count * points.Columns * classes));
        for (var pass = 0; pass < passes; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var mistakes = 0;
            for (var row = 0; row < points.Count; row++)
            {
                var rival = StrongestRival(points[row], weights, labels[row], out var margin);
                if (margin > 0)
                {
                    continue;
                }

                mistakes++;
                Add(weights[labels[row]], points[row], 1);
                Add(weights[rival], points[row], -1);
            }

            if (mistakes == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The class other than the row's own with the largest output, and how far the own class is above it.</summary>
    public static int StrongestRival(ReadOnlySpan<double> point, double[][] weights, int own, out double margin)
    {
        var (rival, strongest) = (own == 0 ? 1 : 0, double.NegativeInfinity);
        for (var other = 0; other < weights.Length; other++)
        {
            if (other == own)
            {
                continue;
            }

            var output = InputRows.Product(point, weights[other]);
            if (output > strongest)
            {
                (rival, strongest) = (other, output);
            }
        }

        margin = InputRows.Product(point, weights[own]) - strongest;
        return rival;
    }

    private static void Add(double[] weights, ReadOnlySpan<double> point, double factor)
    {
        for (var column = 0; column < weights.Length; column++)
        {
            weights[column] += factor * point[column];
        }
    }
}
