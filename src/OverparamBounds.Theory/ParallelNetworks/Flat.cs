using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>A subspace that some hyperplanes x_k·w = 0 have in common, with the rows as seen inside it.</summary>
/// <param name="Rows">[n, dimension]; exactly 0 for the rows whose hyperplane contains the flat.</param>
/// <param name="Basis">[dimension, whole space], orthonormal rows.</param>
/// <param name="Dimension">1 or more.</param>
internal sealed record Flat(double[] Rows, double[] Basis, int Dimension)
{
    /// <summary>Of a row's norm: what is left of it in a flat below that is rounding.</summary>
    private const double Rounding = 1e-11;

    public int Count => Rows.Length / Dimension;

    public ReadOnlySpan<double> Row(int row) => Rows.AsSpan(row * Dimension, Dimension);

    public static Flat Whole(double[] rows, int dimension)
    {
        var basis = new double[dimension * dimension];
        for (var at = 0; at < dimension; at++)
        {
            basis[(at * dimension) + at] = 1;
        }

        return new(rows, basis, dimension);
    }

    /// <summary>A vector of the flat in the coordinates of the whole space.</summary>
    public double[] Lift(ReadOnlySpan<double> vector)
    {
        var whole = Basis.Length / Dimension;
        var lifted = new double[whole];
        for (var at = 0; at < Dimension; at++)
        {
            ParallelNetwork.Add(lifted, Basis.AsSpan(at * whole, whole), vector[at]);
        }

        return lifted;
    }

    /// <summary>The part of the flat that lies in the hyperplane of a row that is not 0 in it.</summary>
    public Flat Within(int row)
    {
        // Householder's reflection takes the row to an axis; the other axes, reflected, span its complement.
        var mirror = Row(row).ToArray();
        var norm = Math.Sqrt(ParallelProblem.SumOfSquares(mirror));
        ParallelNetwork.Scale(mirror, 1 / norm);
        mirror[0] += mirror[0] >= 0 ? 1 : -1;
        ParallelNetwork.Scale(mirror, 1 / Math.Sqrt(ParallelProblem.SumOfSquares(mirror)));

        var smaller = Dimension - 1;
        var whole = Basis.Length / Dimension;
        var basis = new double[smaller * whole];
        for (var at = 0; at < smaller; at++)
        {
            var axis = new double[Dimension];
            axis[at + 1] = 1;
            ParallelNetwork.Add(axis, mirror, -2 * mirror[at + 1]);
            Lift(axis).CopyTo(basis.AsSpan(at * whole, whole));
        }

        var rows = new double[Count * smaller];
        for (var other = 0; other < Count; other++)
        {
            var source = Row(other);
            var target = rows.AsSpan(other * smaller, smaller);
            source[1..].CopyTo(target);
            ParallelNetwork.Add(target, mirror.AsSpan(1), -2 * InputRows.Product(mirror, source));
            if (other == row || ParallelProblem.SumOfSquares(target) <= Rounding * Rounding * ParallelProblem.SumOfSquares(source))
            {
                target.Clear();
            }
        }

        return new(rows, basis, smaller);
    }
}
