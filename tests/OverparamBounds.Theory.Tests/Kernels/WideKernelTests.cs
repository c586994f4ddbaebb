using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Tests.Kernels;

/// <summary>Kernels of wide networks, against printed values.</summary>
/// <remarks>Printed to twelve digits or so: 6e-12 relative to values near 1, less where values are small.</remarks>
public class WideKernelTests
{
    private static readonly InputRows Three = InputRows.Of(Examples.OnCircle(0, 40, 100));

    private static InputRows Waves => InputRows.Of([.. Examples.Waves(20, 5).Select(Examples.Unit)]);

    [Fact]
    public void Three_angles_have_their_known_gram_spectrum()
    {
        Assert.Equal([0.141257129435, 0.532767884874, 0.825974985691], Spectrum(new TwoLayerGram(Three)), new Near(6e-12));
    }

    [Fact]
    public void Xor_with_biases_has_its_known_gram_spectrum()
    {
        var rows = InputRows.Lift(Examples.Xor);

        Assert.Equal(
            [0.231971092005, 0.565304425338, 0.565304425338, 0.637420057318], Spectrum(new TwoLayerGram(rows)), new Near(6e-12));
    }

    [Theory]
    [InlineData(1, 0.942331114378, 0.608997781044)]
    [InlineData(2, 1.35147956112, 0.683905650899)]
    [InlineData(3, 1.73784467922, 0.738128192301)]
    [InlineData(5, 2.46289313246, 0.810454201005)]
    public void The_relu_tangent_kernel_at_sixty_degrees_is_known(int depth, double tangent, double process)
    {
        var rows = InputRows.Of(Examples.OnCircle(0, 60));

        Assert.Equal(tangent, new TangentKernel(rows, GaussianDuals.Relu, depth).Entry(0, 1), 6e-12);
        Assert.Equal(process, new TangentKernel(rows, GaussianDuals.Relu, depth, lastLayerOnly: true).Entry(0, 1), 6e-12);
        Assert.Equal(depth + 1, new TangentKernel(rows, GaussianDuals.Relu, depth).Entry(1, 1), 1e-13);
    }

    [Theory]
    [InlineData("relu", 2, 1, 0.636643742620, 0.136091485064, 0.431431185713, 0.289549360710)]
    [InlineData("relu", 3, 1, 0.670410433261, 0.288136035412, 0.505898701220, 0.281366728886)]
    [InlineData("softplus", 2, 0.318458983684, 0.291864297416, 0.199045431745, 0.263392225732, 0.0106144388631)]
    [InlineData("softplus", 3, 0.318458983684, 0.309977933246, 0.280171768187, 0.300870883894, 0.00367670235082)]
    [InlineData("erf", 2, 1.22570000379, 0.769623544903, -0.146081283310, 0.447576654509, 0.267071675937)]
    public void Plain_networks_on_three_angles_have_their_known_kernel(
        string dual, int depth, double diagonal, double first, double second, double third, double smallest)
    {
        var kernel = new FullyConnectedKernel(Three, Dual(dual), depth);

        Assert.Equal(diagonal, kernel.Entry(0, 0), 6e-12);
        Assert.Equal(diagonal, kernel.Entry(2, 2), 6e-12);
        Assert.Equal(first, kernel.Entry(0, 1), 6e-12);
        Assert.Equal(second, kernel.Entry(0, 2), 6e-12);
        Assert.Equal(third, kernel.Entry(1, 2), 6e-12);
        Assert.Equal(smallest, Spectrum(kernel)[0], 6e-12);
    }

    [Fact]
    public void A_residual_softplus_network_on_three_angles_has_its_known_kernel()
    {
        var kernel = new ResidualKernel(Three, GaussianDuals.Softplus, 3, 0.5);

        Assert.Equal(0.0104528953593, kernel.Entry(0, 0), 1e-13);
        Assert.Equal(0.00973466477017, kernel.Entry(0, 1), 1e-13);
        Assert.Equal(0.0072191398364, kernel.Entry(0, 2), 1e-13);
        Assert.Equal(0.00896456695647, kernel.Entry(1, 2), 1e-13);
        Assert.Equal(0.000292506480961, Spectrum(kernel)[0], 1e-14);
        Assert.Equal(1.25123469914, kernel.LayerVariance(2, 0), 6e-12);
        Assert.Equal(1.17745822646, kernel.LayerPair(2, 0, 1).Covariance, 6e-12);
        Assert.Equal(0.974149527833, kernel.LayerMean(2, 0), 6e-12);
    }

    [Fact]
    public void A_residual_relu_network_on_three_angles_has_its_known_kernel()
    {
        var kernel = new ResidualKernel(Three, GaussianDuals.Relu, 3, 0.5);

        Assert.Equal(0.0151238228968, kernel.Entry(0, 0), 1e-13);
        Assert.Equal(0.00989176315845, kernel.Entry(0, 1), 1e-13);
        Assert.Equal(0.00262025493312, kernel.Entry(0, 2), 1e-13);
        Assert.Equal(0.00693311718689, kernel.Entry(1, 2), 1e-13);
        Assert.Equal(0.00417083011574, Spectrum(kernel)[0], 1e-13);
        Assert.Equal(0.630679963615, kernel.LayerMean(2, 1), 6e-12);
    }

    [Fact]
    public void The_wave_data_has_its_known_smallest_eigenvalues()
    {
        Assert.Equal(0.255426778308, Waves[0][0], 6e-13);
        Assert.Equal(0.0253245690253, Spectrum(new TwoLayerGram(Waves))[0], 1e-12);
        Assert.Equal(3.83888534376e-05, Spectrum(new FullyConnectedKernel(Waves, GaussianDuals.Softplus, 3))[0], 1e-14);
        Assert.Equal(0.0892592015976, Spectrum(new FullyConnectedKernel(Waves, GaussianDuals.Relu, 3))[0], 1e-12);
        Assert.Equal(0.256001346107, Spectrum(new TangentKernel(Waves, GaussianDuals.Relu, 2))[0], 6e-12);
        Assert.Equal(3.4406113187e-06, Spectrum(new ResidualKernel(Waves, GaussianDuals.Softplus, 3, 0.5))[0], 1e-15);
    }

    [Theory]
    [InlineData(2, 0.126691666766, 0.0953394626611, 0.122524401577, 0.0292458054573)]
    [InlineData(3, 0.0772417402522, 0.0618416698969, 0.0749935437650, 0.0142657565685)]
    public void A_convolutional_residual_network_on_two_lines_has_its_known_kernel(
        int depth, double first, double cross, double second, double smallest)
    {
        var rows = InputRows.Of([Examples.Unit([1, 2, 3]), Examples.Unit([3, -1, 1])]);

        var kernel = new ConvolutionalKernel(rows, GaussianDuals.Softplus, new(1, 1, 3, 3), depth, 0.5);

        Assert.Equal(first, kernel.Entry(0, 0), 6e-13);
        Assert.Equal(cross, kernel.Entry(0, 1), 6e-13);
        Assert.Equal(second, kernel.Entry(1, 1), 6e-13);
        Assert.Equal(smallest, Spectrum(kernel)[0], 6e-13);
    }

    [Fact]
    public void Two_rows_a_thousandth_of_a_radian_apart_keep_their_digits()
    {
        var rows = InputRows.Of([[1, 0], [Math.Cos(0.001), Math.Sin(0.001)]]);

        Assert.Equal(0.000159404863494, Spectrum(new TwoLayerGram(rows))[0], 1e-15);
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-7)]
    [InlineData(1e-10)]
    public void Near_duplicates_keep_first_order_in_the_angle_through_deep_relu_layers(double angle)
    {
        // Deep ReLU angles shrink by terms of second order only, so every tangent kernel closes linearly in the angle:
        // Theta(0) - Theta(t) = (t/π)(1 + ... + L) to first order with c = 2.
        var rows = InputRows.Of([[1, 0], [Math.Cos(angle), Math.Sin(angle)]]);
        foreach (var depth in new[] { 1, 2, 4 })
        {
            var kernel = new TangentKernel(rows, GaussianDuals.Relu, depth);
            var drop = (kernel.Entry(0, 0) - kernel.Entry(0, 1)) * Math.PI / angle;

            Assert.Equal(depth * (depth + 1) / 2.0, drop, (20 * angle) + (1e-14 / angle));
        }
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("softplus")]
    [InlineData("tanh")]
    public void A_small_residual_scale_leaves_the_product_of_the_first_layer_and_its_slopes(string name)
    {
        const double scale = 1e-5;
        var dual = Dual(name);
        var kernel = new ResidualKernel(Three, dual, 4, scale);
        var first = new ResidualKernel(Three, dual, 4, scale).LayerPair(1, 0, 2);
        var point = dual.At(1);

        var share = scale / 4;
        Assert.Equal(
            first.Covariance * dual.DerivativeProduct(point, point, first), kernel.Entry(0, 2) / (share * share), 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void One_pixel_and_one_tap_make_the_convolutional_kernel_the_residual_one(int depth)
    {
        var rows = InputRows.Of([.. Examples.Gaussian(3, 4, 3)]);
        var convolutional = new ConvolutionalKernel(rows, GaussianDuals.Softplus, new(3, 1, 1, 1), depth, 0.5);
        var residual = new ResidualKernel(rows, GaussianDuals.Softplus, depth, 0.5);

        Assert.Equal(residual.Matrix(Token), convolutional.Matrix(Token), new Near(1e-13));
    }

    [Fact]
    public void One_tap_sums_the_residual_kernel_over_pixels()
    {
        // Channel by channel in a row: pixel l of row i is x[i, l], x[i, 4 + l].
        var rows = InputRows.Of([.. Examples.Gaussian(4, 3, 8)]);
        var convolutional = new ConvolutionalKernel(rows, GaussianDuals.Gelu, new(2, 2, 2, 1), 3, 0.5);

        for (var one = 0; one < 3; one++)
        {
            for (var other = 0; other <= one; other++)
            {
                var sum = 0.0;
                for (var pixel = 0; pixel < 4; pixel++)
                {
                    var two = InputRows.Of([[rows[one][pixel], rows[one][4 + pixel]], [rows[other][pixel], rows[other][4 + pixel]]]);
                    sum += new ResidualKernel(two, GaussianDuals.Gelu, 3, 0.5).Entry(0, one == other ? 0 : 1);
                }

                Assert.Equal(sum, convolutional.Entry(one, other), 1e-13);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Kernels_are_positive_semidefinite_symmetric_and_see_neither_order_nor_rotation(string name)
    {
        var rows = Examples.Gaussian(11, 12, 4).Select(Examples.Unit).ToArray();
        var order = new RandomSequence(7, RandomPurpose.Order).NextPermutation(rows.Length);
        var rotated = rows.Select(Rotate).ToArray();

        var matrix = Make(name, rows).Matrix(Token);
        var shuffled = Make(name, [.. order.Select(at => rows[at])]).Matrix(Token);

        for (var one = 0; one < rows.Length; one++)
        {
            for (var other = 0; other < rows.Length; other++)
            {
                Assert.Equal(matrix[(one * 12) + other], matrix[(other * 12) + one]);
                Assert.Equal(matrix[(order[one] * 12) + order[other]], shuffled[(one * 12) + other], 1e-12);
            }
        }

        Assert.Equal(matrix, Make(name, rotated).Matrix(Token), new Near(1e-12));
        Assert.True(Spectrum(Make(name, rows))[0] >= -1e-12);
    }

    [Theory]
    [InlineData("two-layer")]
    [InlineData("tangent-relu")]
    [InlineData("plain-relu")]
    public void Relu_kernels_scale_with_the_lengths_of_both_rows(string name)
    {
        var rows = Examples.Gaussian(12, 6, 3).Select(Examples.Unit).ToArray();
        double[] scales = [0.1, 0.5, 1, 2, 3, 10];
        var scaled = rows.Select((row, at) => row.Select(value => value * scales[at]).ToArray()).ToArray();

        var matrix = Make(name, rows).Matrix(Token);
        var large = Make(name, scaled).Matrix(Token);

        for (var one = 0; one < 6; one++)
        {
            for (var other = 0; other < 6; other++)
            {
                var expected = scales[one] * scales[other] * matrix[(one * 6) + other];
                Assert.Equal(expected, large[(one * 6) + other], 1e-12 * scales[one] * scales[other]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Entries_obey_Cauchy_and_Schwarz(string name)
    {
        var kernel = Make(name, Examples.Gaussian(13, 9, 3));
        for (var one = 0; one < 9; one++)
        {
            for (var other = 0; other < one; other++)
            {
                Assert.True(Math.Abs(kernel.Entry(one, other)) <= Math.Sqrt(kernel.Entry(one, one) * kernel.Entry(other, other)) + 1e-12);
            }
        }
    }

    [Fact]
    public void The_tangent_kernel_is_no_more_singular_than_its_last_summand()
    {
        // Theta_L = Sigma_L + ... + c k0(Sigma_{L-1}) o ... o Sigma_0 + ...; K^(H) is one summand up to normalisation.
        var rows = InputRows.Of([.. Examples.Gaussian(14, 15, 6).Select(Examples.Unit)]);
        foreach (var depth in new[] { 1, 2, 3 })
        {
            var tangent = Spectrum(new TangentKernel(rows, GaussianDuals.Relu, depth))[0];
            var last = Spectrum(new FullyConnectedKernel(rows, GaussianDuals.Relu, depth))[0];

            Assert.True(tangent >= last - 1e-12);
        }
    }

    [Theory]
    [InlineData(100, 100, 0.231)]
    [InlineData(300, 100, 0.191)]
    [InlineData(300, 50, 0.136)]
    public void Random_directions_stand_on_the_known_plateaus(int samples, int features, double expected)
    {
        var rows = InputRows.Of([.. Examples.Gaussian(15, samples, features).Select(Examples.Unit)]);

        // One draw against one draw of another generator: the value moves by some percent between draws.
        Assert.Equal(expected, Spectrum(new TwoLayerGram(rows))[0], 0.012);
    }

    public static TheoryData<string> Kernels =>
        ["two-layer", "plain-relu", "plain-tanh", "residual-softplus", "residual-relu", "tangent-relu", "tangent-gelu-bias", "process-erf", "convolutional"];

    private static WideKernel Make(string name, double[][] rows)
    {
        var inputs = InputRows.Of(rows);
        return name switch
        {
            "two-layer" => new TwoLayerGram(inputs),
            "plain-relu" => new FullyConnectedKernel(inputs, GaussianDuals.Relu, 3),
            "plain-tanh" => new FullyConnectedKernel(inputs, GaussianDuals.Tanh, 2),
            "residual-softplus" => new ResidualKernel(inputs, GaussianDuals.Softplus, 3, 0.5),
            "residual-relu" => new ResidualKernel(inputs, GaussianDuals.Relu, 3, 0.5),
            "tangent-relu" => new TangentKernel(inputs, GaussianDuals.Relu, 3),
            "tangent-gelu-bias" => new TangentKernel(inputs, GaussianDuals.Gelu, 2, 1.5, 0.2),
            "process-erf" => new TangentKernel(inputs, GaussianDuals.Erf, 2, lastLayerOnly: true),
            "convolutional" => new ConvolutionalKernel(inputs, GaussianDuals.Softplus, new(rows[0].Length, 1, 1, 1), 2, 0.5),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static double[] Spectrum(WideKernel kernel) =>
        new ManagedEigensolver().Eigenvalues(kernel.Matrix(Token), kernel.Count, Token);

    private static GaussianDual Dual(string name) => GaussianDuals.All.Single(dual => dual.Name == name);

    /// <summary>Turns the first two coordinates against each other, then the second and third.</summary>
    private static double[] Rotate(double[] row)
    {
        var (sine, cosine) = Math.SinCos(0.7);
        var turned = (double[])row.Clone();
        for (var at = 0; at < 2; at++)
        {
            (turned[at], turned[at + 1]) = ((cosine * turned[at]) - (sine * turned[at + 1]), (sine * turned[at]) + (cosine * turned[at + 1]));
        }

        return turned;
    }
}
