using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Architectures;

/// <summary>Convolutions alone: strides instead of pools, a mean instead of dense layers.</summary>
/// <remarks>
/// 3 x 3 of c channels, the same with stride 2, both again with 2c channels, 1 x 1 to the outputs, the mean over all
/// pixels; the outputs are linear. 63c² + (9 C_in + 6 + 2C)c + C parameters.
/// </remarks>
public static class AllConvolutional
{
    public static Architecture Entry { get; } = new(
        Id: "allconv",
        Title: "All-convolutional network",
        Source: new("Springenberg, Dosovitskiy, Brox, Riedmiller", 2015, "Striving for simplicity: the all convolutional net; 1412.6806, a smaller one of its kind"),
        Parameters: [NetworkParameters.Activation("nonlinearity of the hidden layers", ActivationKind.Relu), NetworkParameters.UsualInitialisation],
        AtWidth: Layers)
    {
        Knob = "channels c of the first two convolutions (the next two have 2c)",
        UsualWidest = 16,
        Refusal = (problem, _) => ShapeRefusal.OfImages(problem, leastSide: 1),
    };

    private static IReadOnlyList<Layer> Layers(int width, Problem problem, SpecArguments arguments)
    {
        var act = arguments.Activation();
        var stack = new ImageStack((InputShape.Image)problem.Shape, arguments.Initialisation());
        foreach (var channels in new[] { width, checked(2 * width) })
        {
            stack.Convolve(channels, size: 3, padding: 1).Activate(act).Convolve(channels, size: 3, padding: 1, stride: 2).Activate(act);
        }

        return stack.Convolve(problem.Outputs, size: 1, padding: 0).Mean().Layers;
    }
}
