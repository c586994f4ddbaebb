namespace OverparamBounds.Core.Architectures;

/// <summary>The elementwise nonlinearities.</summary>
public enum ActivationKind
{
    /// <summary>max(0, z).</summary>
    Relu,
    Tanh,

    /// <summary>1 / (1 + exp(-z)).</summary>
    Sigmoid,

    /// <summary>The Gauss error function.</summary>
    Erf,

    /// <summary>z Phi(z) with the exact normal distribution function (Hendrycks and Gimpel 2016).</summary>
    Gelu,

    /// <summary>log(1 + exp(z)).</summary>
    Softplus,

    /// <summary>max(z, slope z) with slope 0.01.</summary>
    LeakyRelu,
}

/// <summary>Names of the activations in specs.</summary>
public static class ActivationNames
{
    /// <summary>Slope of the leaky ReLU on negative inputs, PyTorch's default.</summary>
    public const double LeakySlope = 0.01;

    private static readonly IReadOnlyList<(string Name, ActivationKind Kind)> Pairs =
    [
        ("relu", ActivationKind.Relu),
        ("tanh", ActivationKind.Tanh),
        ("sigmoid", ActivationKind.Sigmoid),
        ("erf", ActivationKind.Erf),
        ("gelu", ActivationKind.Gelu),
        ("softplus", ActivationKind.Softplus),
        ("leakyrelu", ActivationKind.LeakyRelu),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Pairs.Select(pair => pair.Name)];

    public static ActivationKind Parse(string name) => Pairs.Single(pair => pair.Name == name).Kind;

    /// <summary>The name as users write it in specs.</summary>
    public static string SpecName(this ActivationKind kind) => Pairs.Single(pair => pair.Kind == kind).Name;

    /// <summary>Whether a(cz) = c a(z) for every c &gt; 0.</summary>
    public static bool IsPositivelyHomogeneous(this ActivationKind kind) =>
        kind is ActivationKind.Relu or ActivationKind.LeakyRelu;
}
