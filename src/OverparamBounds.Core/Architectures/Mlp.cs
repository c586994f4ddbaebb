using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Architectures;

/// <summary>A multilayer perceptron whose hidden layers are all equally wide; the output layer is linear.</summary>
public static class Mlp
{
    public static Architecture Entry { get; } = new(
        Id: "mlp",
        Title: "Multilayer perceptron",
        Source: new("Rumelhart, Hinton, Williams", 1986, "Learning representations by back-propagating errors"),
        Parameters:
        [
            Parameter.Integer("depth", "hidden layers", @default: 1, minimum: 1, maximum: 64),
            Parameter.Choice("act", "nonlinearity of the hidden layers", "relu", ActivationNames.All),
            Parameter.Flag("bias", "whether dense layers have biases", @default: true) with { Quiet = true },
            Parameter.Choice("init", "how weights are drawn", "uniform", InitialisationNames.OfChains) with { Quiet = true },
        ],
        AtWidth: Layers)
    {
        Knob = "hidden units in each hidden layer",
        Refusal = (problem, _) => ShapeRefusal.OfSeveralTargets(problem),
    };

    private static List<Layer> Layers(int width, Problem problem, SpecArguments arguments)
    {
        var bias = arguments.Flag("bias");
        var initialisation = InitialisationNames.Parse(arguments.Text("init"));
        var activation = new Layer.Activation(ActivationNames.Parse(arguments.Text("act")));
        var input = VectorInput.Of(problem);
        var layers = new List<Layer>(input.Layers) { input.Dense(width, bias, initialisation), activation };
        for (var depth = arguments.Integer("depth"); depth > 1; depth--)
        {
            layers.Add(new Layer.Dense(width, width, bias, initialisation));
            layers.Add(activation);
        }

        layers.Add(new Layer.Dense(width, problem.Outputs, bias, initialisation));
        return layers;
    }
}
