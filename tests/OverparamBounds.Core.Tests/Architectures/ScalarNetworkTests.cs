using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Core.Tests.Architectures;

/// <summary>The reference network against values worked out by hand and published tables.</summary>
public sealed class ScalarNetworkTests
{
    public static TheoryData<ActivationKind> Kinds { get; } = [.. Enum.GetValues<ActivationKind>()];

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    public void Two_units_compute_xor(double x, double y, double expected)
    {
        // relu(x + y) - 2 relu(x + y - 1).
        Layer[] layers = [Dense(2, 2), new Layer.Activation(ActivationKind.Relu), Dense(2, 1)];
        float[] parameters = [1, 1, 1, 1, 0, -1, 1, -2, 0];

        Assert.Equal([expected], ScalarNetwork.Forward(layers, parameters, [x, y]));
    }

    [Fact]
    public void Weights_stand_row_by_row_from_input_to_output_with_biases_behind()
    {
        Layer[] layers = [Dense(2, 3), new Layer.Activation(ActivationKind.LeakyRelu), Dense(3, 2)];
        float[] parameters =
        [
            1, 2, 3,
            4, 5, -6,
            0.5f, -0.5f, 1,
            1, 10,
            2, 20,
            100, 1000,
            -1, 1,
        ];

        // Input (2, 1): 2+4+0.5, 4+5-0.5, 6-6+1 = 6.5, 8.5, 1; then 6.5+17+100-1 and 65+170+1000+1.
        Assert.Equal([122.5, 1236], ScalarNetwork.Forward(layers, parameters, [2, 1]));
    }

    [Fact]
    public void Layers_without_biases_take_none_from_the_parameters()
    {
        Layer[] layers = [Dense(1, 2, bias: false), new Layer.Activation(ActivationKind.Relu), Dense(2, 1, bias: false)];

        Assert.Equal([21.0], ScalarNetwork.Forward(layers, [1, -2, 7, 11], [3]));
        Assert.Equal([66.0], ScalarNetwork.Forward(layers, [1, -2, 7, 11], [-3]));
    }

    [Fact]
    public void A_network_leaves_its_input_alone()
    {
        double[] input = [-1, 2];

        ScalarNetwork.Forward([new Layer.Activation(ActivationKind.Relu)], Array.Empty<float>(), input);

        Assert.Equal([-1.0, 2.0], input);
    }

    /// <summary>Abramowitz and Stegun, Table 7.1 and beyond, to more digits by computer algebra.</summary>
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(0.5, 0.5204998778130465)]
    [InlineData(1.0, 0.8427007929497149)]
    [InlineData(2.0, 0.9953222650189527)]
    [InlineData(2.5, 0.9995930479825550)]
    [InlineData(3.0, 0.9999779095030014)]
    [InlineData(4.0, 0.9999999845827421)]
    [InlineData(6.0, 1.0)]
    [InlineData(40.0, 1.0)]
    public void The_error_function_meets_its_published_values(double z, double expected)
    {
        Assert.Equal(expected, ScalarNetwork.Value(ActivationKind.Erf, z), tolerance: 1e-12);
        Assert.Equal(-expected, ScalarNetwork.Value(ActivationKind.Erf, -z), tolerance: 1e-12);
    }

    [Fact]
    public void The_error_function_is_the_integral_of_the_bell_curve_also_where_its_two_forms_meet()
    {
        // Simpson's rule on cells of h = 1/512: error below 6.5 h^4 max|f''''| / 2880 = 6.5 * 1.5e-11 * 13.6 / 2880 < 5e-13.
        const double Step = 1.0 / 512;
        var integral = 0.0;
        for (var cell = 0; cell < 6.5 / Step; cell++)
        {
            var left = cell * Step;
            Assert.Equal(integral, ScalarNetwork.Value(ActivationKind.Erf, left), tolerance: 1e-12);
            integral += Step / 6 * (Bell(left) + (4 * Bell(left + (Step / 2))) + Bell(left + Step));
        }
    }

    /// <summary>To 16 digits by computer algebra; gelu(1) is the normal distribution function at 1.</summary>
    [Theory]
    [InlineData(ActivationKind.Relu, 1.5, 1.5)]
    [InlineData(ActivationKind.Relu, -1.5, 0)]
    [InlineData(ActivationKind.LeakyRelu, 1.5, 1.5)]
    [InlineData(ActivationKind.LeakyRelu, -1.5, -0.015)]
    [InlineData(ActivationKind.Tanh, 1, 0.7615941559557649)]
    [InlineData(ActivationKind.Sigmoid, 0, 0.5)]
    [InlineData(ActivationKind.Sigmoid, 1, 0.7310585786300049)]
    [InlineData(ActivationKind.Sigmoid, -800, 0)]
    [InlineData(ActivationKind.Gelu, 0, 0)]
    [InlineData(ActivationKind.Gelu, 1, 0.8413447460685429)]
    [InlineData(ActivationKind.Gelu, -1, -0.1586552539314571)]
    [InlineData(ActivationKind.Gelu, 50, 50)]
    [InlineData(ActivationKind.Softplus, 0, 0.6931471805599453)]
    [InlineData(ActivationKind.Softplus, 1, 1.3132616875182228)]
    [InlineData(ActivationKind.Softplus, 1000, 1000)]
    [InlineData(ActivationKind.Softplus, -1000, 0)]
    public void Activations_meet_their_known_values(ActivationKind kind, double z, double expected)
    {
        Assert.Equal(expected, ScalarNetwork.Value(kind, z), tolerance: 1e-13);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Not_a_number_stays_not_a_number(ActivationKind kind)
    {
        Assert.Equal(double.NaN, ScalarNetwork.Value(kind, double.NaN));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Homogeneous_activations_are_those_that_commute_with_positive_factors(ActivationKind kind)
    {
        double[] points = [-3, -1, -0.25, 0, 0.25, 1, 3];

        // A factor of two is exact in binary arithmetic.
        var commutes = points.All(z => ScalarNetwork.Value(kind, 2 * z) == 2 * ScalarNetwork.Value(kind, z));

        Assert.Equal(commutes, kind.IsPositivelyHomogeneous());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Activations_are_continuous(ActivationKind kind)
    {
        // No slope exceeds 1.13 (gelu near sqrt 2, erf at 0).
        for (var z = -8.0; z < 8; z += 1 / 1024.0)
        {
            var rise = ScalarNetwork.Value(kind, z + (1 / 1024.0)) - ScalarNetwork.Value(kind, z);
            Assert.InRange(rise, -0.13 / 1024, 1.13 / 1024);
        }
    }

    private static double Bell(double z) => 2 / Math.Sqrt(Math.PI) * Math.Exp(-z * z);

    private static Layer.Dense Dense(int inputs, int outputs, bool bias = true) => new(inputs, outputs, bias, Initialisation.Uniform);
}
