using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Tests.Kernels;

/// <summary>Moments of nonlinearities under Gaussian pre-activations, against printed values and against properties.</summary>
public class GaussianDualTests
{
    /// <summary>Reference values are printed to twelve digits.</summary>
    private const double Printed = 6e-12;

    public static TheoryData<string> Names => [.. GaussianDuals.All.Select(dual => dual.Name)];

    [Theory]
    [InlineData("softplus", 1.08548650299)]
    [InlineData("tanh", 2.53617543322)]
    [InlineData("erf", 2.15257886061)]
    [InlineData("gelu", 2.35171561407)]
    [InlineData("sigmoid", 3.40855984162)]
    [InlineData("swish", 2.81076112407)]
    [InlineData("relu", 2)]
    public void The_normaliser_has_its_known_value(string name, double expected)
    {
        Assert.Equal(expected, Dual(name).Normaliser, Printed);
    }

    [Theory]
    [InlineData("softplus", 1, 0.806059183347)]
    [InlineData("gelu", 1, 0.282094791774)]
    [InlineData("sigmoid", 1, 0.5)]
    [InlineData("swish", 1, 0.206620964142)]
    [InlineData("softplus", 0.5, 0.752262979311)]
    public void The_mean_has_its_known_value(string name, double variance, double expected)
    {
        Assert.Equal(expected, Dual(name).At(variance).Mean, Printed);
    }

    [Theory]
    [InlineData("softplus", 0.293379035858)]
    [InlineData("tanh", 0.464402902448)]
    [InlineData("erf", 0.569410034734)]
    [InlineData("gelu", 0.455850865649)]
    [InlineData("swish", 0.379482351633)]
    public void The_squared_slope_has_its_known_value(string name, double expected)
    {
        Assert.Equal(expected, Dual(name).At(1).DerivativeSquare, Printed);
    }

    [Theory]
    [InlineData("relu", 1, 1, 0.3, 0.241372141918, 0.298493342010)]
    [InlineData("relu", 2, 0.5, 0.4, 0.272065890876, 0.315494940217)]
    [InlineData("erf", 1.5, 0.7, 0.6, 0.253183311107, 0.445722994172)]
    [InlineData("softplus", 1, 1, 0.5, 0.780078165207, 0.271428325632)]
    [InlineData("tanh", 1, 1, 0.5, 0.186324413203, 0.384747028441)]
    [InlineData("gelu", 1, 1, 0.5, 0.227294915022, 0.342267242459)]
    [InlineData("softplus", 1.5, 0.7, 0.6, 0.820297834132, 0.275205958181)]
    [InlineData("tanh", 1.5, 0.7, 0.6, 0.218226544804, 0.380246855042)]
    [InlineData("gelu", 1.5, 0.7, 0.6, 0.262588388415, 0.357294833178)]
    public void Products_have_their_known_values(
        string name, double first, double second, double covariance, double product, double derivative)
    {
        Assert.Equal(product, Dual(name).Product(first, second, covariance), Printed);
        Assert.Equal(derivative, Dual(name).DerivativeProduct(first, second, covariance), Printed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_slope_of_the_product_in_the_covariance_is_the_product_of_slopes(string name)
    {
        // Price's theorem. Fourth-order central differences with step 1e-3 leave 1e-12 of error and 1e-13 of rounding.
        const double h = 1e-3;
        var dual = Dual(name);
        foreach (var (a, b, s) in new[] { (1.0, 1.0, 0.3), (1.3, 0.6, -0.4), (0.8, 1.7, 0.7), (1.0, 1.0, -0.8) })
        {
            var slope = ((8 * (dual.Product(a, b, s + h) - dual.Product(a, b, s - h)))
                - (dual.Product(a, b, s + (2 * h)) - dual.Product(a, b, s - (2 * h)))) / (12 * h);

            Assert.Equal(dual.DerivativeProduct(a, b, s), slope, 2e-9);
        }
    }

    /// <summary>A kink is not among them: quadrature converges like 1/N there, and closed forms are checked by printed values.</summary>
    public static TheoryData<string> SmoothNames =>
        [.. GaussianDuals.All.Where(dual => dual.Name is not ("relu" or "leakyrelu")).Select(dual => dual.Name)];

    [Theory]
    [MemberData(nameof(SmoothNames))]
    public void Every_smooth_dual_agrees_with_the_tensor_quadrature_of_its_function(string name)
    {
        var (value, derivative) = Functions(name);
        var rule = GaussHermite.Of(200);
        var dual = Dual(name);
        foreach (var (a, b, s) in new[] { (1.0, 1.0, 0.5), (1.5, 0.7, 0.6), (0.4, 1.1, -0.5) })
        {
            Assert.Equal(Expect(rule, value, a, b, s), dual.Product(a, b, s), 2e-10);
            Assert.Equal(Expect(rule, derivative, a, b, s), dual.DerivativeProduct(a, b, s), 2e-10);
            Assert.Equal(rule.Expect(z => value(Math.Sqrt(a) * z)), dual.At(a).Mean, 1e-11);
            Assert.Equal(rule.Expect(z => value(Math.Sqrt(a) * z) * value(Math.Sqrt(a) * z)), dual.At(a).Square, 1e-11);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_product_with_itself_is_the_square_and_the_gap_closes_smoothly(string name)
    {
        var dual = Dual(name);
        var point = dual.At(1);

        Assert.Equal(point.Square, dual.Product(point, point, PairMoments.Same(1)), 1e-13);
        Assert.Equal(point.DerivativeSquare, dual.DerivativeProduct(point, point, PairMoments.Same(1)), 1e-13);
        foreach (var angle in new[] { 1e-1, 1e-3, 1e-5 })
        {
            // To first order E[(s(u) - s(v))²] is E[s'²] times E[(u - v)²]; a kink adds a term of the angle's third power.
            var pair = Circle(angle);
            Assert.Equal(1, dual.Gap(point, point, pair) / (point.DerivativeSquare * pair.Gap), 4 * angle + (name is "relu" or "leakyrelu" or "linear" ? 1e-9 : 1e-14 / pair.Gap));
        }
    }

    [Theory]
    [InlineData("erf")]
    [InlineData("tanh")]
    public void Odd_functions_have_odd_products_and_even_slopes(string name)
    {
        var dual = Dual(name);

        Assert.Equal(-dual.Product(1.2, 0.8, 0.5), dual.Product(1.2, 0.8, -0.5), 1e-13);
        Assert.Equal(dual.DerivativeProduct(1.2, 0.8, 0.5), dual.DerivativeProduct(1.2, 0.8, -0.5), 1e-13);
        Assert.Equal(0, dual.At(1.7).Mean, 1e-13);
    }

    [Fact]
    public void Relu_slopes_are_a_quarter_and_an_arcsine()
    {
        foreach (var correlation in new[] { -0.99, -0.4, 0, 0.2, 0.9 })
        {
            Assert.Equal(
                0.25 + (Math.Asin(correlation) / (2 * Math.PI)), GaussianDuals.Relu.DerivativeProduct(1, 1, correlation), 1e-14);
        }
    }

    [Fact]
    public void Leaky_units_lie_between_relu_and_the_identity()
    {
        var half = new PiecewiseLinearDual("half", 0.5);

        Assert.Equal(0.3, GaussianDuals.Linear.Product(1, 1, 0.3), 1e-14);
        Assert.Equal(1, GaussianDuals.Linear.DerivativeProduct(1, 1, 0.3), 1e-14);
        Assert.Equal(1.25 / 2, half.At(1).Square, 1e-15);

        // s = (1-b) relu + b z, so its product is a mixture; E[relu(u) v] = S/2.
        Assert.Equal(
            (0.25 * GaussianDuals.Relu.Product(1, 1, 0.3)) + (0.25 * 0.3) + (2 * 0.25 * 0.15), half.Product(1, 1, 0.3), 1e-14);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e-6)]
    [InlineData(1e-9)]
    [InlineData(1e-12)]
    public void Angles_keep_their_digits_near_equal_and_near_opposite(double angle)
    {
        double[][] near = [[1, 0], [Math.Cos(angle), Math.Sin(angle)]];
        double[][] opposite = [[1, 0], [-Math.Cos(angle), Math.Sin(angle)]];

        Assert.Equal(1, PairMoments.Of(InputRows.Of(near), 0, 1).Angle(1, 1) / angle, 1e-9);
        Assert.Equal(1, (Math.PI - PairMoments.Of(InputRows.Of(opposite), 0, 1).Angle(1, 1)) / angle, 1e-4 + (1e-15 / angle));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(384)]
    public void Quadrature_is_exact_for_the_moments_of_the_normal_distribution(int nodes)
    {
        var rule = GaussHermite.Of(nodes);
        var moment = 1.0;
        for (var power = 0; power <= Math.Min((2 * nodes) - 1, 40); power += 2)
        {
            moment *= power == 0 ? 1 : power - 1;

            Assert.Equal(1, rule.Expect(z => Math.Pow(z, power)) / moment, 1e-12);
        }
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("softplus")]
    [InlineData("sigmoid")]
    [InlineData("swish")]
    public void The_series_leaves_out_less_than_it_promises_to_at_unit_variance(string name)
    {
        var point = Dual(name).At(1);

        Assert.InRange(SeriesDual.Remainder(point), 0, 1e-14);
    }

    private static PairMoments Circle(double angle)
    {
        var half = Math.Sin(angle / 2);
        return new(Math.Cos(angle), 4 * half * half, 4 * Math.Cos(angle / 2) * Math.Cos(angle / 2));
    }

    private static GaussianDual Dual(string name) => GaussianDuals.All.Single(dual => dual.Name == name);

    private static double Expect(GaussHermite rule, Func<double, double> function, double a, double b, double s)
    {
        var (slope, rest) = (s / Math.Sqrt(a), Math.Sqrt(b - (s * s / a)));
        return rule.Expect(u => function(Math.Sqrt(a) * u) * rule.Expect(v => function((slope * u) + (rest * v))));
    }

    private static (Func<double, double> Value, Func<double, double> Derivative) Functions(string name)
    {
        static double Logistic(double z) => 1 / (1 + Math.Exp(-z));
        static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        static double Normal(double z) => 0.5 * MathNet.Numerics.SpecialFunctions.Erfc(-z / Math.Sqrt(2));
        return name switch
        {
            "linear" => (z => z, _ => 1),
            "quadratic" => (z => z * z, z => 2 * z),
            "erf" => (MathNet.Numerics.SpecialFunctions.Erf, z => 2 / Math.Sqrt(Math.PI) * Math.Exp(-z * z)),
            "gelu" => (z => z * Normal(z), z => Normal(z) + (z * Density(z))),
            "tanh" => (Math.Tanh, z => 1 - (Math.Tanh(z) * Math.Tanh(z))),
            "sigmoid" => (Logistic, z => Logistic(z) * (1 - Logistic(z))),
            "softplus" => (z => Math.Log(1 + Math.Exp(-Math.Abs(z))) + Math.Max(z, 0), Logistic),
            "swish" => (z => z * Logistic(z), z => Logistic(z) * (1 + (z * (1 - Logistic(z))))),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}
