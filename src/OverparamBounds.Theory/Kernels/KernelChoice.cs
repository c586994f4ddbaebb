using OverparamBounds.Core.Specs;
using OverparamBounds.Theory.Geometry;

namespace OverparamBounds.Theory.Kernels;

/// <summary>Which kernel is asked for, and on what rows.</summary>
/// <param name="Id">The stable id in JSON; two choices with one id are the same kernel.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Make">The kernel on given rows.</param>
public sealed record KernelChoice(string Id, string Title, Func<InputRows, WideKernel> Make)
{
    /// <summary>c_res of residual kernels; the theorems allow any in (0, 1).</summary>
    public const double ResidualScale = 0.5;

    /// <summary>Numbers that a convolutional kernel may hold in one matrix of pixels.</summary>
    private const int MostPixelRows = 2000;

    public static KernelChoice TwoLayerGram { get; } = new(
        "two-layer-gram", "H∞ of a two-layer ReLU network, first layer trained", rows => new TwoLayerGram(rows));

    /// <summary>Another kernel of which this one is a multiple, so that its spectrum need not be computed twice.</summary>
    public KernelMultiple? MultipleOf { get; private init; }

    /// <summary>The image layout that this kernel reads rows with; null for vectors.</summary>
    public PatchLayout? Layout { get; private init; }

    internal int MostRows => Layout is { } layout ? Math.Max(2, MostPixelRows / layout.Pixels) : int.MaxValue;

    public static KernelChoice FullyConnected(GaussianDual dual, int depth) => new(
        $"fully-connected({dual.Name},{depth})",
        $"K of Du et al. for a plain {dual.Name} network, {Layers(depth)}",
        rows => new FullyConnectedKernel(rows, dual, depth))
    {
        MultipleOf = ReferenceEquals(dual, GaussianDuals.Relu) && depth == 1 ? new(TwoLayerGram, 2) : null,
    };

    /// <param name="scale">c_res.</param>
    public static KernelChoice Residual(GaussianDual dual, int depth, double scale = ResidualScale) => new(
        scale == ResidualScale ? $"residual({dual.Name},{depth})" : $"residual({dual.Name},{depth},{SpecText.Number(scale)})",
        $"K of Du et al. for a residual {dual.Name} network, {Layers(depth)}, c_res = {SpecText.Number(scale)}",
        rows => new ResidualKernel(rows, dual, depth, scale));

    public static KernelChoice Convolutional(GaussianDual dual, int depth, PatchLayout layout) => new(
        $"convolutional({dual.Name},{depth})",
        $"K of Du et al. for a convolutional residual {dual.Name} network, {Layers(depth)}, c_res = 0.5",
        rows => new ConvolutionalKernel(rows, dual, layout, depth, ResidualScale))
    { Layout = layout };

    public static KernelChoice Tangent(GaussianDual dual, int depth) => new(
        $"ntk({dual.Name},{depth})",
        $"neural tangent kernel of a plain {dual.Name} network, {Layers(depth)}",
        rows => new TangentKernel(rows, dual, depth));

    public static KernelChoice GaussianProcess(GaussianDual dual, int depth) => new(
        $"nngp({dual.Name},{depth})",
        $"Gaussian-process kernel of a plain {dual.Name} network, {Layers(depth)}",
        rows => new TangentKernel(rows, dual, depth, lastLayerOnly: true));

    /// <summary>Convolutional theorems have no biases and see pixels, so their rows are never lifted.</summary>
    internal InputRows? Rows(DataSurvey survey) =>
        Layout is null ? survey.Rows : InputRows.Unit(survey.Data, out _);

    private static string Layers(int depth) => depth == 1 ? "1 hidden layer" : $"{depth} hidden layers";
}

/// <summary>A kernel times a factor.</summary>
public sealed record KernelMultiple(KernelChoice Kernel, double Factor);
