using OverparamBounds.Core.Architectures;
using OverparamBounds.Theory.Bounds;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Tests.Bounds;

/// <summary>Values of single bounds that are known to the digits given.</summary>
public class WorkedExampleTests
{
    private const double Printed = 6e-11;

    /// <summary>The wave data as rows of norm 1 without biases, as its values were computed.</summary>
    private static BoundProblem Waves => Examples.Problem(Examples.Regression([.. Examples.Waves(20, 5).Select(Examples.Unit)]), "bias=false");

    [Fact]
    public void Xor_asks_for_a_billion_units_in_two_layers()
    {
        var value = Examples.Evaluate("du2019-two-layer", Examples.Problem(Examples.Xor));

        Assert.Equal(9.15062448021, value.Log10Width!.Value, 1e-9);
        Assert.Equal(1.41e9, value.Width!.Value, 0.01e9);
    }

    [Fact]
    public void Four_orthonormal_points_ask_for_65536000_units_exactly()
    {
        var identity = Enumerable.Range(0, 4).Select(row => Enumerable.Range(0, 4).Select(column => row == column ? 1.0 : 0).ToArray()).ToArray();

        var value = Examples.Evaluate("du2019-two-layer", Examples.Problem(Examples.Regression(identity), "bias=false"));

        Assert.Equal(65536000, value.Width);
        Assert.Equal(65536000L * 5, value.Parameters);
    }

    [Fact]
    public void A_hundred_rows_of_ten_features_have_their_known_ladder()
    {
        const double lambda = 0.05, failure = 0.1;

        Assert.Equal(20.2041199827, Du2019TwoLayer.Log10Width(100, lambda, failure), Printed);
        Assert.Equal(14.1072099696, Du2019DeepFc.Log10Width(100, lambda, failure, 3, exponent: 1), Printed);
        Assert.Equal(10.3413924543, Du2019ResNet.Log10Width(100, lambda, failure, 3), Printed);
        Assert.Equal(3, Oymak2020.Log10Width(100, 10, 1), Printed);
        Assert.Equal(17.2302882161, Ji2020.Log10Width(100, 0.05, 0.01, failure), Printed);
    }

    [Fact]
    public void A_thousand_rows_of_twenty_features_and_ten_outputs_have_their_known_ladder()
    {
        var problem = Examples.Sized(1000, 20, 10, "depth=1");

        Assert.Equal(50, Examples.Evaluate("baum1988", problem).Width);
        Assert.Equal(200, Examples.Evaluate("bubeck2020", problem).Width);
        Assert.Equal(127.801930085, Huang2003.FirstLayer(1000, 10), 6e-10);
        Assert.Equal(91.2870929175, Huang2003.SecondLayer(1000, 10), 6e-11);
        Assert.Equal(219.089023002, Huang2003.FirstLayer(1000, 10) + Huang2003.SecondLayer(1000, 10), 6e-10);
        Assert.Equal(200, Yun2019.EqualWidth(1000, 10));
        Assert.Equal(10001, Examples.Evaluate("haeffele2017", problem).Width);
        Assert.Equal(20 + 1000 + 10_000, Examples.Evaluate("zhang2017", problem).Weights);
        Assert.Equal(2020, Examples.Evaluate("zhang2017", Examples.Sized(1000, 20, 1)).Weights);
    }

    [Fact]
    public void A_thousand_rows_of_ten_features_have_their_known_counts()
    {
        Assert.Equal(8, Relu1Dichotomy.LeastWidth(1000, 10));
        Assert.Equal(12, Threshold1Dichotomy.LeastWidth(1000, 10));
        Assert.Equal(91, Examples.Evaluate("dof", Examples.Sized(1000, 10, 1)).Width);
        Assert.Equal(4724.44714286, ReluDeepDichotomy.Log2Labelings(1000, 10, [12, 12]), 6e-9);
    }

    [Theory]
    [InlineData("dof", 4)]
    [InlineData("soudry2016", 4)]
    [InlineData("baum1988", 4)]
    [InlineData("bubeck2020", 16)]
    [InlineData("zhang2017", 20)]
    [InlineData("nguyen2020-pyramid", 20)]
    [InlineData("haeffele2017", 21)]
    [InlineData("yun2019", 12)]
    public void The_wave_data_has_its_known_ladder(string id, int expected)
    {
        Assert.Equal(expected, Examples.Evaluate(id, Examples.Problem(Examples.Regression(Examples.Waves(20, 5)))).Width);
    }

    [Fact]
    public void The_wave_data_has_its_known_ladder_of_real_numbers()
    {
        var conditioning = Waves.Survey.Conditioning.Value!.Value;

        Assert.Equal(1, Relu1Dichotomy.LeastWidth(20, 5));
        Assert.Equal(2 * Math.Sqrt(60), Huang2003.FirstLayer(20, 1) + Huang2003.SecondLayer(20, 1), 1e-13);
        Assert.Equal(80, Math.Pow(10, Oymak2020.Log10Width(20, 5, 1)), 1e-9);
        Assert.Equal(1.29893073017, conditioning, 6e-12);
        Assert.Equal(134.977683343, Math.Pow(10, Oymak2020.Log10Width(20, 5, conditioning)), 6e-10);
    }

    [Fact]
    public void The_wave_data_has_its_known_kernel_bounds()
    {
        var plain = Waves.Survey.Spectrum(KernelChoice.FullyConnected(GaussianDuals.Softplus, 3)).LambdaMin!.Value;
        var residual = Waves.Survey.Spectrum(KernelChoice.Residual(GaussianDuals.Softplus, 3)).LambdaMin!.Value;

        Assert.Equal(11.5899517297, Examples.Evaluate("songyang2019", Waves).Log10Width!.Value, 1e-9);
        Assert.Equal(17.1920117210, Examples.Evaluate("du2019-two-layer", Waves).Log10Width!.Value, 1e-9);
        Assert.Equal(23.7703894048, Du2019DeepFc.Log10Width(20, plain, 0.1, 3, exponent: 1), 1e-8);
        Assert.Equal(22.8672994178, Du2019DeepFc.Log10Width(20, plain, 0.1, 3, exponent: 0), 1e-8);
        Assert.Equal(24.1948499994, Du2019ResNet.Log10Width(20, residual, 0.1, 3), 1e-8);
        Assert.Equal(0.105149099315, Waves.Survey.Separation.Value!.Value, 6e-13);
        Assert.Equal(17.9333776853, Examples.Evaluate("zougu2019", Waves).Log10Width!.Value, 1e-9);
    }

    [Fact]
    public void The_effective_exponent_of_the_two_layer_bound_exceeds_the_printed_one()
    {
        double[] samples = [10, 640];
        double[] lambdas = [0.0688325809473, 0.000408293629079];

        var low = Du2019TwoLayer.Log10Width(samples[0], lambdas[0], 0.1);
        var high = Du2019TwoLayer.Log10Width(samples[1], lambdas[1], 0.1);

        Assert.Equal(13.65, low, 0.005);
        Assert.Equal(33.39, high, 0.005);
        Assert.Equal(10.9, (high - low) / Math.Log10(64), 0.05);
    }

    [Fact]
    public void The_margin_of_xor_is_known()
    {
        var margin = Examples.Survey(Examples.Xor, biases: true).Margin.Value!.Value;

        Assert.Equal(0.0579927730013, margin.Squared, 1e-12);
        Assert.Equal(16.6349306676, Ji2020.Log10Width(4, margin.Squared, 0.01, 0.1), 1e-8);
        Assert.Equal(11.6884261701, Ji2020.Log10Width(4, Math.Sqrt(margin.Squared), 0.01, 0.1), 1e-8);
    }

    [Fact]
    public void The_margin_is_a_minimum_over_the_simplex_and_at_least_the_smallest_eigenvalue_over_n()
    {
        var data = Examples.Classified(Examples.Gaussian(5, 25, 3), [.. Enumerable.Range(0, 25).Select(row => row % 2)]);
        var survey = Examples.Survey(data, biases: true);
        var margin = survey.Margin.Value!.Value;
        var rows = InputRows.Lift(data);
        var gram = new TwoLayerGram(rows);

        Assert.True(margin.Gap <= 1e-9 * margin.Squared);
        Assert.True(margin.Squared >= (survey.Spectrum(KernelChoice.TwoLayerGram).LambdaMin!.Value / 25) - 1e-12);
        for (var row = 0; row < 25; row++)
        {
            // A vertex and a uniform weight on two rows of different classes are points of the simplex.
            Assert.True(margin.Squared <= gram.Entry(row, row) + 1e-12);
            Assert.True(margin.Squared <= ((gram.Entry(0, 0) + gram.Entry(1, 1)) / 4) - (gram.Entry(0, 1) / 2) + 1e-12);
        }
    }

    [Theory]
    [InlineData(7, 3, 1)]
    [InlineData(100, 4, 3)]
    [InlineData(179, 64, 10)]
    [InlineData(1, 5, 2)]
    public void Counting_for_one_hidden_relu_layer_is_the_closed_form(int samples, int features, int outputs)
    {
        // (d+1)m + mC + C - m >= nC, solved for m.
        var expected = (long)Math.Max(1, Math.Ceiling((double)((samples * outputs) - outputs) / (features + outputs)));

        Assert.Equal(expected, Examples.Evaluate("dof", Examples.Sized(samples, features, outputs)).Width);
    }

    [Theory]
    [InlineData("depth=1,act=relu")]
    [InlineData("depth=1,act=tanh")]
    [InlineData("depth=2,act=leakyrelu")]
    [InlineData("depth=4,act=gelu,bias=false")]
    [InlineData("depth=3,act=relu,bias=false")]
    public void Counting_gives_the_least_width_with_enough_free_parameters(string architecture)
    {
        for (var samples = 1; samples < 200; samples += 7)
        {
            var problem = Examples.Problem(Examples.Regression(Examples.Waves(samples, 6)), architecture);

            var width = (int)Examples.Evaluate("dof", problem).Width!.Value;

            Assert.True(Free(problem, width) >= samples);
            Assert.True(width == 1 || Free(problem, width - 1) < samples);
        }
    }

    [Theory]
    [InlineData(new[] { 0, 1, 0, 1, 0, 1 }, 4)]
    [InlineData(new[] { 0, 0, 1, 1, 0, 0 }, 1)]
    [InlineData(new[] { 0, 0, 0, 1, 1, 1 }, 1)]
    [InlineData(new[] { 0, 1, 1, 0, 0, 1 }, 2)]
    public void Labels_along_a_line_ask_for_a_unit_a_turn(int[] labels, int expected)
    {
        double[][] rows = [[1], [2], [3], [4], [5], [6]];

        Assert.Equal(expected, Examples.Evaluate("collinear", Examples.Problem(Examples.Classified(rows, labels))).Width);
    }

    [Theory]
    [InlineData(2, 2, 2, 2, 2)]
    [InlineData(3, 3, 3, 2, 3)]
    [InlineData(5, 4, 4, 3, 4)]
    [InlineData(6, 2, 2, 2, 2)]
    public void A_parity_is_recognised_from_its_labels(int features, int order, int relu, int sigmoid, int edges)
    {
        var problem = Examples.Problem(Examples.Parity(features, order));

        Assert.Equal(relu, Examples.Evaluate("parity-relu", problem).Width);
        Assert.Equal(sigmoid, Examples.Evaluate("setiono1997", problem).Width);
        Assert.Equal(edges, Examples.Evaluate("parity-edges", problem).Width);
        Assert.Equal(2, Examples.Evaluate("monotone-unit", problem).Width);
    }

    [Fact]
    public void A_constant_column_is_in_no_parity_and_a_part_of_a_cube_has_not_all_edges()
    {
        double[][] corners = [[5, 0, 0], [5, 0, 1], [5, 1, 0], [5, 1, 1]];
        var withConstant = Examples.Problem(Examples.Classified(corners, [1, 0, 0, 1]));
        var complement = Examples.Problem(Examples.Classified(corners, [0, 1, 1, 0]));
        var part = Examples.Problem(Examples.Classified(corners[..3], [1, 0, 0]));

        Assert.Equal(2, Examples.Evaluate("parity-relu", withConstant).Width);
        Assert.Equal(2, Examples.Evaluate("parity-relu", complement).Width);
        Assert.Equal(2, Examples.Evaluate("parity-edges", withConstant).Width);
        Assert.Null(Examples.Evaluate("parity-edges", part).Width);
    }

    [Fact]
    public void Labels_that_are_no_parity_are_not_taken_for_one()
    {
        double[][] corners = [[0, 0], [0, 1], [1, 0], [1, 1]];

        Assert.Null(Examples.Evaluate("parity-relu", Examples.Problem(Examples.Classified(corners, [0, 0, 0, 1]))).Width);
        Assert.Null(Examples.Evaluate("parity-relu", Examples.Problem(Examples.Classified(Examples.Gaussian(1, 6, 2), [0, 1, 0, 1, 0, 1]))).Width);
    }

    [Fact]
    public void Separable_labels_ask_for_one_monotone_unit()
    {
        double[][] corners = [[0, 0], [0, 1], [1, 0], [1, 1]];

        Assert.Equal(1, Examples.Evaluate("monotone-unit", Examples.Problem(Examples.Classified(corners, [0, 0, 0, 1]))).Width);
    }

    [Fact]
    public void One_unit_fits_any_labels_of_few_points_in_general_position()
    {
        var few = Examples.Problem(Examples.Classified(Examples.Gaussian(1, 5, 4), [0, 1, 0, 1, 1]));
        var many = Examples.Problem(Examples.Classified(Examples.Gaussian(1, 6, 4), [0, 1, 0, 1, 1, 0]));

        Assert.Equal(1, Examples.Evaluate("cover1965", few).Width);
        Assert.Null(Examples.Evaluate("cover1965", many).Width);
    }

    private static long Free(BoundProblem problem, int width)
    {
        var layers = problem.Architecture.Layers(width, problem.Problem);
        var hidden = layers.Zip(layers.Skip(1))
            .Where(pair => pair.Second is Layer.Activation { Kind: ActivationKind.Relu or ActivationKind.LeakyRelu })
            .Sum(pair => ((Layer.Dense)pair.First).Outputs);
        return layers.Sum(layer => (long)layer.Parameters) - hidden;
    }
}
