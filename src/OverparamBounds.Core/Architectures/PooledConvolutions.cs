using System.Globalization;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Architectures;

/// <summary>Small VGG networks: pairs of 3 x 3 convolutions of w, 2w and 4w channels, each pair with a pool, and dense layers 4w-4w.</summary>
/// <remarks>The paper's networks have w = 64. Its table counts 1.7 million weights of Conv-6; the network described has 2.3 million.</remarks>
public static class PooledConvolutions
{
    public static Architecture Conv2 { get; } = Entry(pairs: 1);

    public static Architecture Conv4 { get; } = Entry(pairs: 2);

    public static Architecture Conv6 { get; } = Entry(pairs: 3);

    private static Architecture Entry(int pairs) => new(
        Id: Text($"conv{2 * pairs}"),
        Title: Text($"Conv-{2 * pairs}"),
        Source: new("Frankle, Carbin", 2019, "The lottery ticket hypothesis; 1803.03635, Figure 2"),
        Parameters: [NetworkParameters.Activation("nonlinearity of the hidden layers", ActivationKind.Relu), NetworkParameters.UsualInitialisation],
        AtWidth: (width, problem, arguments) => Layers(pairs, width, problem, arguments))
    {
        Knob = "channels of the first pair (each further pair has twice as many; dense layers have 4 times as many units); 64 is the paper's",
        UsualWidest = 16,
        Refusal = (problem, _) => ShapeRefusal.OfImages(problem, leastSide: 1 << pairs),
    };

    private static IReadOnlyList<Layer> Layers(int pairs, int width, Problem problem, SpecArguments arguments)
    {
        var act = arguments.Activation();
        var stack = new ImageStack((InputShape.Image)problem.Shape, arguments.Initialisation());
        for (var pair = 0; pair < pairs; pair++)
        {
            var channels = checked(width << pair);
            stack.Convolve(channels, size: 3, padding: 1).Activate(act).Convolve(channels, size: 3, padding: 1).Activate(act).Pool();
        }

        return stack
            .Connect(checked(4 * width)).Activate(act)
            .Connect(checked(4 * width)).Activate(act)
            .Connect(problem.Outputs)
            .Layers;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
