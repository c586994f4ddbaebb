using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Bounds;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Tests.Kernels;

public class KernelPropertyTests
{
    [Theory]
    [InlineData(0.05)]
    [InlineData(-0.05)]
    public void Nearly_orthogonal_relu_products_are_their_expansion(double correlation)
    {
        // k1 = 1/(2π) + ρ/4 + ρ²/(4π) + O(ρ⁴): the terms follow from the derivatives of sin θ + (π - θ) cos θ at π/2.
        var expected = (1 / (2 * Math.PI)) + (correlation / 4) + (correlation * correlation / (4 * Math.PI));

        Assert.Equal(expected, GaussianDuals.Relu.Product(1, 1, correlation), Math.Pow(correlation, 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_smallest_eigenvalue_obeys_its_cheap_bounds(int seed)
    {
        var rows = InputRows.Of(Examples.Gaussian((ulong)seed, 12, 4));
        foreach (WideKernel kernel in new WideKernel[] { new TwoLayerGram(rows), new TangentKernel(rows, GaussianDuals.Tanh, 2), new ResidualKernel(rows, GaussianDuals.Softplus, 3, 0.5) })
        {
            var matrix = kernel.Matrix(Token);
            var smallest = new ManagedEigensolver().Eigenvalues(matrix, 12, Token)[0];

            var gershgorin = Enumerable.Range(0, 12).Min(one => matrix[(one * 12) + one]
                - Enumerable.Range(0, 12).Where(other => other != one).Sum(other => Math.Abs(matrix[(one * 12) + other])));
            var diagonal = Enumerable.Range(0, 12).Min(one => matrix[(one * 12) + one]);
            var pairs = (
                from one in Enumerable.Range(0, 12)
                from other in Enumerable.Range(0, one)
                let a = matrix[(one * 12) + one]
                let b = matrix[(other * 12) + other]
                let c = matrix[(one * 12) + other]
                select ((a + b) / 2) - Math.Sqrt((Math.Pow(a - b, 2) / 4) + (c * c))).Min();

            Assert.True(smallest >= gershgorin - 1e-12);
            Assert.True(smallest <= diagonal + 1e-12);
            Assert.True(smallest <= pairs + 1e-12);
        }
    }

    [Fact]
    public void A_product_of_kernels_is_no_more_singular_than_Schur_allows()
    {
        // K_3 = K_{2,process} o slopes, entry by entry: its smallest eigenvalue is at least min diagonal of one times the other's.
        var rows = InputRows.Of([.. Examples.Gaussian(4, 10, 5).Select(Examples.Unit)]);
        var process = new TangentKernel(rows, GaussianDuals.Erf, 1, lastLayerOnly: true).Matrix(Token);
        var plain = new FullyConnectedKernel(rows, GaussianDuals.Erf, 2);

        var smallest = Smallest(plain.Matrix(Token), 10);
        var slopes = Enumerable.Range(0, 100).Select(at => plain.Matrix(Token)[at] / process[at]).ToArray();

        Assert.True(smallest >= (Enumerable.Range(0, 10).Min(row => slopes[(row * 10) + row]) * Smallest(process, 10)) - 1e-12);
    }

    [Fact]
    public void The_error_of_the_first_layer_gram_matrix_falls_as_one_over_the_root_of_the_width()
    {
        var rows = Examples.Gaussian(6, 4, 3).Select(Examples.Unit).ToArray();
        var exact = new TwoLayerGram(InputRows.Of(rows)).Matrix(Token);
        int[] widths = [1 << 8, 1 << 10, 1 << 12, 1 << 14, 1 << 16];

        // 64 networks at small widths, fewer at large: each point is known to some 10 % in the worst case, and over
        // 2.4 decades of width that moves the slope by less than 0.1.
        var errors = widths.Select(width => Math.Log(RootMeanSquareError(rows, exact, width, Math.Max(16, 16384 / width)))).ToArray();
        var logs = widths.Select(width => Math.Log(width)).ToArray();
        var (centre, level) = (logs.Average(), errors.Average());
        var slope = logs.Zip(errors, (x, y) => (x - centre) * (y - level)).Sum() / logs.Sum(x => (x - centre) * (x - centre));

        Assert.Equal(-0.5, slope, 0.1);
    }

    [Theory]
    [InlineData(0.95, true)]
    [InlineData(1.05, false)]
    public void Descent_is_stable_exactly_below_two_over_the_largest_eigenvalue(double share, bool isStable)
    {
        var gram = new TwoLayerGram(InputRows.Of(Examples.OnCircle(0, 40, 100))).Matrix(Token);
        var rate = share * 2 / new ManagedEigensolver().Eigenvalues(gram, 3, Token)[^1];
        double[] residual = [1, -1, 1];
        var start = residual.Sum(value => value * value);
        for (var step = 0; step < 500; step++)
        {
            residual = [.. Enumerable.Range(0, 3).Select(row => residual[row] - (rate * Enumerable.Range(0, 3).Sum(column => gram[(row * 3) + column] * residual[column])))];
        }

        Assert.Equal(isStable, residual.Sum(value => value * value) < start);
    }

    [Fact]
    public void Kernel_bounds_fall_with_the_eigenvalue_and_the_failure_probability_and_rise_with_n()
    {
        foreach (var formula in new Func<double, double, double, double>[]
        {
            Du2019TwoLayer.Log10Width,
            (n, lambda, delta) => Du2019DeepFc.Log10Width(n, lambda, delta, 3, exponent: 1),
            (n, lambda, delta) => Du2019DeepFc.Log10Width(n, lambda, delta, 3, exponent: 0),
            (n, lambda, delta) => Du2019ResNet.Log10Width(n, lambda, delta, 4),
            (n, lambda, delta) => Du2019ConvResNet.Log10Width(n, lambda, delta, 4),
            (n, margin, delta) => Ji2020.Log10Width(n, margin, Math.Log(2) / n, delta),
        })
        {
            Assert.True(formula(100, 0.01, 0.1) > formula(100, 0.02, 0.1));
            Assert.True(formula(100, 0.01, 0.05) >= formula(100, 0.01, 0.1));
            Assert.True(formula(200, 0.01, 0.1) > formula(100, 0.01, 0.1));
        }
    }

    [Fact]
    public void Without_its_depth_factor_the_deep_bound_is_never_larger()
    {
        foreach (var lambda in new[] { 1e-6, 1e-2, 0.9 })
        {
            for (var depth = 1; depth < 30; depth++)
            {
                var factor = Du2019DeepFc.Log10Width(50, lambda, 0.1, depth, exponent: 1) - Du2019DeepFc.Log10Width(50, lambda, 0.1, depth, exponent: 0);

                Assert.Equal(depth * Math.Log10(2), factor, 1e-12);
            }
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static double Smallest(double[] matrix, int size) => new ManagedEigensolver().Eigenvalues(matrix, size, Token)[0];

    private static double RootMeanSquareError(double[][] rows, double[] exact, int width, int networks)
    {
        var squares = 0.0;
        for (var network = 0; network < networks; network++)
        {
            var draws = new RandomSequence((ulong)((width * 1000L) + network), RandomPurpose.Simulation);
            var together = new int[16];
            for (var unit = 0; unit < width; unit++)
            {
                double[] weights = [draws.NextNormal(), draws.NextNormal(), draws.NextNormal()];
                var on = rows.Select(row => InputRows.Product(weights, row) > 0).ToArray();
                for (var at = 0; at < 16; at++)
                {
                    together[at] += on[at / 4] && on[at % 4] ? 1 : 0;
                }
            }

            squares += Enumerable.Range(0, 16).Average(at =>
                Math.Pow((InputRows.Product(rows[at / 4], rows[at % 4]) * together[at] / width) - exact[at], 2));
        }

        return Math.Sqrt(squares / networks);
    }
}
