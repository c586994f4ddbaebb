using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Tests.Kernels;

/// <summary>Kernels of infinite networks against networks of finite width, drawn at random.</summary>
public class FiniteNetworkTests
{
    private static readonly double[][] Rows = [.. Examples.Gaussian(21, 4, 5).Select(Examples.Unit)];

    [Fact]
    public void An_entry_of_the_first_layer_gram_matrix_is_a_mean_of_coin_throws()
    {
        // Two rows at sixty degrees: the share of units that are on at both has the deviation |x·x'| sqrt(p(1-p)/m).
        const int width = 10_000, networks = 400;
        const double product = 0.5, together = 1 / 3.0;
        var rows = Examples.OnCircle(0, 60);
        var draws = Draws(1);
        var entries = new double[networks];
        for (var network = 0; network < networks; network++)
        {
            var on = 0;
            for (var unit = 0; unit < width; unit++)
            {
                var (a, b) = (draws.NextNormal(), draws.NextNormal());
                on += (a * rows[0][0]) + (b * rows[0][1]) > 0 && (a * rows[1][0]) + (b * rows[1][1]) > 0 ? 1 : 0;
            }

            entries[network] = product * on / width;
        }

        var deviation = Math.Sqrt(entries.Select(entry => Math.Pow(entry - (product * together), 2)).Average());

        Assert.Equal(0.00235702260396, product * Math.Sqrt(together * (1 - together) / width), 6e-15);

        // The deviation of 400 draws is itself off by 1/sqrt(800) = 3.5 %: four of those.
        Assert.Equal(1, deviation / 0.00235702260396, 0.14);
        Assert.Equal(product * together, new TwoLayerGram(InputRows.Of(rows)).Entry(0, 1), 1e-14);
    }

    [Theory]
    [InlineData(ActivationKind.Relu, 1)]
    [InlineData(ActivationKind.Relu, 2)]
    [InlineData(ActivationKind.Relu, 3)]
    [InlineData(ActivationKind.Softplus, 1)]
    [InlineData(ActivationKind.Softplus, 2)]
    [InlineData(ActivationKind.Tanh, 2)]
    [InlineData(ActivationKind.Erf, 2)]
    [InlineData(ActivationKind.Gelu, 3)]
    public void Tangent_kernels_of_random_networks_come_closer_at_rate_one_over_root_width(ActivationKind kind, int depth)
    {
        var kernel = new TangentKernel(InputRows.Of(Rows), GaussianDuals.Of(kind), depth);
        int[] widths = [32, 64, 128, 256];

        var errors = widths.Select(width => RootMeanSquareError(kernel, kind, depth, width, networks: 16384 / width)).ToList();

        // log error against log width by least squares. Entries are averages over units, so the error of one network
        // falls as m^(-1/2); with at least 64 networks a point each error is known to some 6 %, the slope to 0.05.
        var slope = Slope([.. widths.Select(width => Math.Log(width))], [.. errors.Select(error => Math.Log(error))]);
        Assert.Equal(-0.5, slope, 0.15);

        // And they come to this kernel, not another: the mean over networks is closer by the root of their number.
        Assert.True(MeanError(kernel, kind, depth, 256, networks: 64) < 6 * errors[^1] / Math.Sqrt(64) + (0.02 * depth));
    }

    [Theory]
    [InlineData(ActivationKind.Softplus, 3)]
    [InlineData(ActivationKind.Relu, 2)]
    public void Gradients_by_the_last_hidden_weights_have_the_plain_kernel(ActivationKind kind, int depth)
    {
        var kernel = new FullyConnectedKernel(InputRows.Of(Rows), GaussianDuals.Of(kind), depth);
        const int width = 400, networks = 30;
        var mean = new double[16];
        for (var network = 0; network < networks; network++)
        {
            var sample = new WideNetwork(kind, depth, width, 5, Draws((ulong)(100 + network)));
            var gram = sample.Gram(Rows, lastHiddenOnly: true);
            for (var at = 0; at < 16; at++)
            {
                mean[at] += gram[at] / networks;
            }
        }

        // Means of K networks of width m lie within 15/sqrt(K m) of the largest entry.
        var matrix = kernel.Matrix(TestContext.Current.CancellationToken);
        Assert.Equal(matrix, mean, new Near(15 / Math.Sqrt(networks * width) * matrix.Max()));
    }

    [Fact]
    public void Infinite_width_descent_on_the_gram_matrix_leaves_its_known_residual()
    {
        var gram = new TwoLayerGram(InputRows.Of(Examples.OnCircle(0, 40, 100))).Matrix(TestContext.Current.CancellationToken);
        double[] residual = [1, -1, 1];
        for (var step = 0; step < 50; step++)
        {
            residual = [.. Enumerable.Range(0, 3).Select(row => residual[row] - (0.5 * Enumerable.Range(0, 3).Sum(column => gram[(row * 3) + column] * residual[column])))];
        }

        var largest = new ManagedEigensolver().Eigenvalues(gram, 3, TestContext.Current.CancellationToken)[^1];
        var inverse = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(3, 3, gram).Solve(
            MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense([1, -1, 1]));

        Assert.Equal(0.00187891649407, residual.Sum(value => value * value), 6e-14);
        Assert.Equal(2.42138083434, 2 / largest, 6e-11);
        Assert.Equal(20.4358136957, inverse[0] - inverse[1] + inverse[2], 6e-10);
    }

    [Fact]
    public void A_very_wide_network_follows_the_descent_of_the_gram_matrix()
    {
        const int width = 8192, steps = 50;
        const double rate = 0.5;
        var rows = Examples.OnCircle(0, 40, 100);
        double[] targets = [1, -1, 1];
        var draws = Draws(5);

        // Output weights come in pairs ±1 with equal first weights, so that the network starts at 0.
        var weights = new double[width * 2];
        for (var unit = 0; unit < width / 2; unit++)
        {
            for (var at = 0; at < 2; at++)
            {
                weights[(unit * 2) + at] = weights[((unit + (width / 2)) * 2) + at] = draws.NextNormal();
            }
        }

        var gram = new TwoLayerGram(InputRows.Of(rows)).Matrix(TestContext.Current.CancellationToken);
        double[] kernel = [.. targets];
        for (var step = 0; step < steps; step++)
        {
            var residual = Enumerable.Range(0, 3).Select(row => targets[row] - Output(weights, rows[row], width)).ToArray();
            Descend(weights, rows, residual, width, rate);
            kernel = [.. Enumerable.Range(0, 3).Select(row => kernel[row] - (rate * Enumerable.Range(0, 3).Sum(column => gram[(row * 3) + column] * kernel[column])))];
        }

        // Initial entries are off by 1/sqrt(8192) = 1 %, and weights move by as little: a few percent of the targets.
        for (var row = 0; row < 3; row++)
        {
            Assert.Equal(kernel[row], targets[row] - Output(weights, rows[row], width), 0.03);
        }
    }

    private static double Output(double[] weights, double[] row, int width)
    {
        var sum = 0.0;
        for (var unit = 0; unit < width; unit++)
        {
            sum += Sign(unit, width) * Math.Max(0, (weights[unit * 2] * row[0]) + (weights[(unit * 2) + 1] * row[1]));
        }

        return sum / Math.Sqrt(width);
    }

    private static void Descend(double[] weights, double[][] rows, double[] residual, int width, double rate)
    {
        for (var unit = 0; unit < width; unit++)
        {
            var (first, second) = (0.0, 0.0);
            for (var row = 0; row < rows.Length; row++)
            {
                if ((weights[unit * 2] * rows[row][0]) + (weights[(unit * 2) + 1] * rows[row][1]) > 0)
                {
                    first += residual[row] * rows[row][0];
                    second += residual[row] * rows[row][1];
                }
            }

            weights[unit * 2] += rate * Sign(unit, width) * first / Math.Sqrt(width);
            weights[(unit * 2) + 1] += rate * Sign(unit, width) * second / Math.Sqrt(width);
        }
    }

    private static int Sign(int unit, int width) => unit < width / 2 ? 1 : -1;

    private static double RootMeanSquareError(TangentKernel kernel, ActivationKind kind, int depth, int width, int networks)
    {
        var expected = kernel.Matrix(TestContext.Current.CancellationToken);
        var squares = 0.0;
        for (var network = 0; network < networks; network++)
        {
            var gram = new WideNetwork(kind, depth, width, 5, Draws((ulong)((width * 10_000) + network))).Gram(Rows, lastHiddenOnly: false);
            squares += gram.Zip(expected, (found, wanted) => Math.Pow(found - wanted, 2)).Average();
        }

        return Math.Sqrt(squares / networks) / expected.Max();
    }

    private static double MeanError(TangentKernel kernel, ActivationKind kind, int depth, int width, int networks)
    {
        var expected = kernel.Matrix(TestContext.Current.CancellationToken);
        var mean = new double[16];
        for (var network = 0; network < networks; network++)
        {
            var gram = new WideNetwork(kind, depth, width, 5, Draws((ulong)((width * 10_000) + network))).Gram(Rows, lastHiddenOnly: false);
            for (var at = 0; at < 16; at++)
            {
                mean[at] += gram[at] / networks;
            }
        }

        return Math.Sqrt(mean.Zip(expected, (found, wanted) => Math.Pow(found - wanted, 2)).Average()) / expected.Max();
    }

    private static double Slope(double[] x, double[] y)
    {
        var (mean, level) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - mean) * (b - level)).Sum() / x.Sum(a => (a - mean) * (a - mean));
    }

    private static RandomSequence Draws(ulong key) => new(key, RandomPurpose.Simulation);
}
