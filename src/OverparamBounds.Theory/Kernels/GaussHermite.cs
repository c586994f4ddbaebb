using MathNet.Numerics.LinearAlgebra;

namespace OverparamBounds.Theory.Kernels;

/// <summary>Quadrature for the standard normal distribution: E[f(z)] ≈ Σ wᵢ f(zᵢ), exact for polynomials below degree 2N.</summary>
/// <remarks>
/// Nodes are the eigenvalues of the Jacobi matrix of the Hermite polynomials (Golub and Welsch 1969), polished by
/// Newton's method; weights come from Christoffel's sum 1 / Σ hₖ(zᵢ)², which keeps the smallest of them to full relative
/// precision where squared eigenvector components keep none.
/// </remarks>
public sealed class GaussHermite
{
    private GaussHermite(double[] nodes, double[] weights, double[][] functions) =>
        (Nodes, Weights, Functions) = (nodes, weights, functions);

    /// <summary>zᵢ, ascending.</summary>
    public IReadOnlyList<double> Nodes { get; }

    /// <summary>wᵢ, which sum to 1.</summary>
    public IReadOnlyList<double> Weights { get; }

    /// <summary>√wᵢ hₖ(zᵢ) by degree k, then node i: orthonormal columns, so that nothing overflows.</summary>
    internal IReadOnlyList<double[]> Functions { get; }

    public static GaussHermite Of(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        var jacobi = Matrix<double>.Build.Dense(count, count);
        for (var k = 1; k < count; k++)
        {
            jacobi[k, k - 1] = jacobi[k - 1, k] = Math.Sqrt(k);
        }

        double[] nodes = [.. jacobi.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real).Order()];
        var weights = new double[count];
        var functions = new double[count][];
        for (var k = 0; k < count; k++)
        {
            functions[k] = new double[count];
        }

        for (var at = 0; at < count; at++)
        {
            // The rule is symmetric; so are its numbers, to the last bit.
            var mirror = count - 1 - at;
            nodes[at] = at > mirror ? -nodes[mirror] : at == mirror ? 0 : Polish(nodes[at], count);
            var values = Values(nodes[at], count);
            var sum = values.Sum(value => value * value);
            weights[at] = Math.Exp(LogScale(nodes[at])) / sum;
            for (var k = 0; k < count; k++)
            {
                functions[k][at] = values[k] / Math.Sqrt(sum);
            }
        }

        return new(nodes, weights, functions);
    }

    public double Expect(Func<double, double> function)
    {
        var sum = 0.0;
        for (var at = 0; at < Nodes.Count; at++)
        {
            sum += Weights[at] * function(Nodes[at]);
        }

        return sum;
    }

    /// <summary>log of the factor exp(-z²/2) by which <see cref="Values"/> are scaled, twice over.</summary>
    private static double LogScale(double node) => -node * node / 2;

    /// <summary>exp(-z²/4) hₖ(z), k = 0..count-1, with hₖ the Hermite polynomials that are orthonormal under the normal distribution.</summary>
    private static double[] Values(double node, int count)
    {
        var values = new double[count];
        values[0] = Math.Exp(-node * node / 4);
        if (count > 1)
        {
            values[1] = node * values[0];
        }

        for (var k = 2; k < count; k++)
        {
            values[k] = ((node * values[k - 1]) - (Math.Sqrt(k - 1) * values[k - 2])) / Math.Sqrt(k);
        }

        return values;
    }

    /// <summary>Newton's steps to the root of h_count near an eigenvalue: h'ₙ = √n hₙ₋₁.</summary>
    private static double Polish(double node, int count)
    {
        for (var step = 0; step < 3; step++)
        {
            var values = Values(node, count + 1);
            node -= values[count] / (Math.Sqrt(count) * values[count - 1]);
        }

        return node;
    }
}
