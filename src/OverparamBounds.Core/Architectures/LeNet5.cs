using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Architectures;

/// <summary>Two convolutions of 5 x 5 without a border, each with a pool, and two dense layers.</summary>
/// <remarks>
/// Layers keep the proportions 20-50-500 of LeNet-5-Caffe: c channels, 2.5 c (rounded, halves up), 25 c units. On
/// 28 x 28 pixels: 26c + (25c + 1)c₂ + (16c₂ + 1)f + (f + 1)C, with f = 25c and c₂ = round(2.5c).
/// </remarks>
public static class LeNet5
{
    private const int LeastSide = 16;

    public static Architecture Entry { get; } = new(
        Id: "lenet5",
        Title: "LeNet-5",
        Source: new("LeCun, Bottou, Bengio, Haffner", 1998, "Gradient-based learning applied to document recognition; sizes of Caffe's lenet, with a nonlinearity behind each convolution"),
        Parameters: [NetworkParameters.Activation("nonlinearity of the hidden layers", ActivationKind.Relu), NetworkParameters.UsualInitialisation],
        AtWidth: Layers)
    {
        Knob = "channels of the first convolution (the second has 2.5 times as many, the dense layer 25 times); 20 is Caffe's",
        UsualWidest = 32,
        Refusal = (problem, _) => ShapeRefusal.OfImages(problem, LeastSide),
    };

    private static IReadOnlyList<Layer> Layers(int width, Problem problem, SpecArguments arguments)
    {
        var act = arguments.Activation();
        var second = (int)Math.Round(2.5 * width, MidpointRounding.AwayFromZero);
        return new ImageStack((InputShape.Image)problem.Shape, arguments.Initialisation())
            .Convolve(width, size: 5, padding: 0).Activate(act).Pool()
            .Convolve(second, size: 5, padding: 0).Activate(act).Pool()
            .Connect(checked(25 * width)).Activate(act)
            .Connect(problem.Outputs)
            .Layers;
    }
}
