namespace OverparamBounds.Theory.Families;

/// <summary>Every family of networks that the catalogue's theorems speak of.</summary>
public static class NetworkFamilies
{
    /// <summary>Where a theorem allows any depth, its own network has two hidden layers.</summary>
    private const int OwnDepth = 2;

    public static NetworkFamily AnyDense { get; } = new(
        "dense layers, any depth", problem => problem.Network is not null, problem => Dense(problem, 1));

    public static NetworkFamily OneHidden { get; } = new(
        "one hidden layer", problem => problem.Depth == 1, problem => Dense(problem, 1));

    public static NetworkFamily Deep { get; } = new(
        "dense hidden layers, any depth", problem => problem.Depth >= 1, problem => Dense(problem, Math.Max(1, problem.Depth)));

    public static NetworkFamily ManyHidden { get; } = new(
        "two or more hidden layers", problem => problem.Depth >= 2, problem => Dense(problem, OwnDepth));

    public static NetworkFamily TwoHidden { get; } = new(
        "two hidden layers", problem => problem.Depth == 2, problem => Dense(problem, 2));

    public static NetworkFamily ThreeHidden { get; } = new(
        "three hidden layers", problem => problem.Depth == 3, problem => Dense(problem, 3));

    /// <summary>One hidden layer of threshold units, which gradients cannot train.</summary>
    public static NetworkFamily ThresholdUnits { get; } = new(
        "one hidden layer of threshold units", _ => false, problem => Dense(problem, 1));

    public static NetworkFamily QuadraticUnits { get; } = new(
        "one hidden layer of quadratic units", _ => false, problem => Dense(problem, 1));

    public static NetworkFamily Residual { get; } = new("residual blocks of dense layers", _ => false, ResidualCount);

    /// <summary>The residual network with the scales and weights of its theorem.</summary>
    public static NetworkFamily DuResidual { get; } = Residual with { Covers = problem => problem.ResidualNetwork is not null };

    public static NetworkFamily Convolutional { get; } = new(
        "convolutional layers",
        _ => false,
        problem => problem.Layout is { } layout
            ? ParameterCounts.Convolutional(layout.FilterSize, layout.Channels, Math.Max(1, problem.Depth), layout.Pixels, problem.Problem.Outputs)
            : null);

    public static NetworkFamily ConvolutionalResidual { get; } = new(
        "residual blocks of convolutions",
        _ => false,
        problem => problem.Layout is { } layout
            ? ParameterCounts.DuConvolutional(
                layout.FilterSize, layout.Channels, Math.Max(OwnDepth, problem.Depth), layout.Pixels, problem.Problem.Outputs)
            : null);

    public static NetworkFamily Recurrent { get; } = new(
        "recurrent networks",
        _ => false,
        problem => problem.Tokens is { } tokens
            ? ParameterCounts.Recurrent(problem.Problem.Features / tokens, problem.Problem.Outputs)
            : null);

    public static NetworkFamily Transformer { get; } = new(
        "transformers",
        _ => false,
        problem => problem.Tokens is { } tokens
            ? ParameterCounts.Transformer(problem.Problem.Features / tokens, tokens, problem.Problem.Outputs)
            : null);

    /// <summary>A narrow network that grows in depth instead of width.</summary>
    public static NetworkFamily NarrowDeep { get; } = new(
        "narrow networks of free depth", _ => false, _ => null);

    private static ParameterPolynomial ResidualCount(BoundProblem problem) =>
        ParameterCounts.Du(problem.TheoryFeatures, problem.Problem.Outputs, Math.Max(OwnDepth, problem.Depth));

    private static ParameterPolynomial Dense(BoundProblem problem, int depth) => ParameterCounts.Dense(
        problem.Problem.Features, problem.Problem.Outputs, depth, problem.HasBiases);
}
