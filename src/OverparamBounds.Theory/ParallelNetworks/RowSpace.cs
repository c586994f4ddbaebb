using MathNet.Numerics.LinearAlgebra;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>The rows that count, in coordinates of the space that they span; a unit's part outside of it has no effect.</summary>
internal sealed class RowSpace
{
    /// <summary>Of the largest singular value, times the larger side: below it a direction is rounding.</summary>
    private const double Rounding = 1e-15;

    /// <summary>Chord between the unit vectors of two rows, or of one and the other's opposite, below which their hyperplanes are one.</summary>
    private const double SameLine = 1e-11;

    private readonly double[] _basis;
    private readonly int _features;

    private RowSpace(double[] rows, double[] slopes, double[] basis, int features, int rank)
    {
        (Rows, Slopes, _basis, _features, Rank) = (rows, slopes, basis, features, rank);
        Outputs = slopes.Length / (rows.Length / rank);
        Whole = Flat.Whole(rows, rank);
        Representatives = DistinctLines(Whole);
    }

    /// <summary>[n, rank].</summary>
    public double[] Rows { get; }

    /// <summary>[n, C].</summary>
    public double[] Slopes { get; }

    public int Outputs { get; }

    public int Rank { get; }

    public Flat Whole { get; }

    /// <summary>A row for each hyperplane.</summary>
    public IReadOnlyList<int> Representatives { get; }

    /// <summary>Hyperplanes x·w = 0 that differ.</summary>
    public int Lines => Representatives.Count;

    /// <summary>Null where every row has a zero input or a zero slope.</summary>
    public static RowSpace? Of(ParallelProblem problem, double[] slopes)
    {
        var outputs = slopes.Length / problem.Samples;
        var kept = Enumerable.Range(0, problem.Samples)
            .Where(row => problem.Row(row).ContainsAnyExcept(0.0) && slopes.AsSpan(row * outputs, outputs).ContainsAnyExcept(0.0))
            .ToList();
        if (kept.Count == 0)
        {
            return null;
        }

        var matrix = Matrix<double>.Build.Dense(kept.Count, problem.Features, (row, column) => problem.Inputs[(kept[row] * problem.Features) + column]);
        var parts = matrix.Svd();
        var least = Rounding * Math.Max(kept.Count, problem.Features) * parts.S[0];
        var rank = parts.S.Count(value => value > least);
        var basis = parts.VT.SubMatrix(0, rank, 0, problem.Features);
        return new(
            (matrix * basis.Transpose()).ToRowMajorArray(),
            [.. kept.SelectMany(row => slopes.AsSpan(row * outputs, outputs).ToArray())],
            basis.ToRowMajorArray(),
            problem.Features,
            rank);
    }

    /// <summary>[rank] to [d], of norm 1 again.</summary>
    public double[] Lift(double[] direction)
    {
        var lifted = new double[_features];
        for (var at = 0; at < Rank; at++)
        {
            ParallelNetwork.Add(lifted, _basis.AsSpan(at * _features, _features), direction[at]);
        }

        ParallelNetwork.Scale(lifted, 1 / Math.Sqrt(ParallelProblem.SumOfSquares(lifted)));
        return lifted;
    }

    /// <summary>[d] to [rank].</summary>
    public double[] Lower(double[] direction)
    {
        var lowered = new double[Rank];
        for (var at = 0; at < Rank; at++)
        {
            lowered[at] = InputRows.Product(_basis.AsSpan(at * _features, _features), direction);
        }

        return lowered;
    }

    /// <summary>The first row of each line through 0 that some row of the flat lies on.</summary>
    public static IReadOnlyList<int> DistinctLines(Flat flat)
    {
        var (lines, units) = (new List<int>(), new List<double[]>());
        for (var row = 0; row < flat.Count; row++)
        {
            var unit = flat.Row(row).ToArray();
            var norm = Math.Sqrt(ParallelProblem.SumOfSquares(unit));
            if (norm == 0)
            {
                continue;
            }

            ParallelNetwork.Scale(unit, 1 / norm);
            if (!units.Exists(other => IsSameLine(unit, other)))
            {
                lines.Add(row);
                units.Add(unit);
            }
        }

        return lines;
    }

    private static bool IsSameLine(double[] one, double[] other)
    {
        var (difference, sum) = (0.0, 0.0);
        for (var at = 0; at < one.Length; at++)
        {
            difference += (one[at] - other[at]) * (one[at] - other[at]);
            sum += (one[at] + other[at]) * (one[at] + other[at]);
        }

        return Math.Min(difference, sum) <= SameLine * SameLine;
    }
}
