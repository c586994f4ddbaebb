using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Theory.Kernels;

/// <summary>The duals of the nonlinearities that networks here have, and of a few that theorems speak of.</summary>
public static class GaussianDuals
{
    public static GaussianDual Relu { get; } = new PiecewiseLinearDual("relu", 0);

    public static GaussianDual LeakyRelu { get; } = new PiecewiseLinearDual("leakyrelu", ActivationNames.LeakySlope);

    public static GaussianDual Linear { get; } = new PiecewiseLinearDual("linear", 1);

    public static GaussianDual Erf { get; } = new ErfDual();

    public static GaussianDual Gelu { get; } = new GeluDual();

    public static GaussianDual Quadratic { get; } = new QuadraticDual();

    public static GaussianDual Tanh { get; } = new SeriesDual("tanh", Math.Tanh, z => 1 / (Math.Cosh(z) * Math.Cosh(z)));

    public static GaussianDual Sigmoid { get; } = new SeriesDual("sigmoid", Logistic, z => Logistic(z) * Logistic(-z));

    public static GaussianDual Softplus { get; } = new SeriesDual(
        "softplus", z => ScalarNetwork.Value(ActivationKind.Softplus, z), Logistic);

    /// <summary>z / (1 + exp(-z)).</summary>
    public static GaussianDual Swish { get; } = new SeriesDual(
        "swish", z => z * Logistic(z), z => Logistic(z) + (z * Logistic(z) * Logistic(-z)));

    public static IReadOnlyList<GaussianDual> All { get; } =
        [Relu, LeakyRelu, Linear, Erf, Gelu, Quadratic, Tanh, Sigmoid, Softplus, Swish];

    public static GaussianDual Of(ActivationKind kind) => kind switch
    {
        ActivationKind.Relu => Relu,
        ActivationKind.LeakyRelu => LeakyRelu,
        ActivationKind.Tanh => Tanh,
        ActivationKind.Sigmoid => Sigmoid,
        ActivationKind.Erf => Erf,
        ActivationKind.Gelu => Gelu,
        ActivationKind.Softplus => Softplus,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static double Logistic(double z) => 1 / (1 + Math.Exp(-z));
}
