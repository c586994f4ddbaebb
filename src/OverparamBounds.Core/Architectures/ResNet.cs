using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Architectures;

/// <summary>He et al.'s residual network for small images: 6D + 2 layers in three stages of D blocks, of W, 2W and 4W channels.</summary>
/// <remarks>
/// A block is two 3 x 3 convolutions without biases, each with batch norm. Where the stage changes, the first has stride 2
/// and the shortcut is a 1 x 1 convolution with batch norm (the paper's option B); elsewhere it is the identity. With 3
/// channels and 10 classes: (378D - 80)W² + (28D + 81)W + 10 parameters; 9W(C_in - 3) more and (4W + 1)(C - 10) more else.
/// </remarks>
public static class ResNet
{
    private const int Stages = 3;

    public static Architecture Entry { get; } = new(
        Id: "resnet",
        Title: "Residual network",
        Source: new("He, Zhang, Ren, Sun", 2016, "Deep residual learning for image recognition; 1512.03385, section 4.2, shortcut B"),
        Parameters:
        [
            Parameter.Integer("depth", "blocks a stage: 6 depth + 2 layers", @default: 1, minimum: 1, maximum: 18),
            NetworkParameters.Activation("nonlinearity of the hidden layers", ActivationKind.Relu),
            NetworkParameters.UsualInitialisation,
        ],
        AtWidth: Layers)
    {
        Knob = "channels W of the first stage (then 2W and 4W); 16 is the paper's",
        UsualWidest = 16,
        Refusal = (problem, _) => ShapeRefusal.OfImages(problem, leastSide: 1),
    };

    private static IReadOnlyList<Layer> Layers(int width, Problem problem, SpecArguments arguments)
    {
        var act = arguments.Activation();
        var stack = new ImageStack((InputShape.Image)problem.Shape, arguments.Initialisation());
        stack.Convolve(width, size: 3, padding: 1, bias: false).Normalise().Activate(act);
        for (var stage = 0; stage < Stages; stage++)
        {
            for (var block = 0; block < arguments.Integer("depth"); block++)
            {
                AddBlock(stack, checked(width << stage), isStageChange: stage > 0 && block == 0, act);
            }
        }

        return stack.Mean().Connect(problem.Outputs).Layers;
    }

    private static void AddBlock(ImageStack stack, int channels, bool isStageChange, ActivationKind act)
    {
        var stride = isStageChange ? 2 : 1;
        var body = stack.Branch()
            .Convolve(channels, size: 3, padding: 1, stride, bias: false).Normalise().Activate(act)
            .Convolve(channels, size: 3, padding: 1, bias: false).Normalise();
        var shortcut = stack.Branch();
        if (isStageChange)
        {
            shortcut.Convolve(channels, size: 1, padding: 0, stride, bias: false).Normalise();
        }

        stack.Add(body, shortcut).Activate(act);
    }
}
