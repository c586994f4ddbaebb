using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Architectures;

/// <summary>A narrow layer between two wide ones: inputs, wide, w, wide, outputs, each hidden layer with its nonlinearity.</summary>
/// <remarks>(d + 1)·wide + (wide + 1)w + (w + 1)·wide + (wide + 1)C parameters.</remarks>
public static class Bottleneck
{
    public static Architecture Entry { get; } = new(
        Id: "bottleneck",
        Title: "Bottleneck",
        Source: new("Hinton, Salakhutdinov", 2006, "Reducing the dimensionality of data with neural networks; the shape of its encoders, trained on labels"),
        Parameters:
        [
            Parameter.Integer("wide", "units of the layers on both sides of the narrow one", @default: 64, minimum: 1, maximum: 65536),
            NetworkParameters.Activation("nonlinearity of the hidden layers", ActivationKind.Relu),
            NetworkParameters.UsualInitialisation,
        ],
        AtWidth: Layers)
    {
        Knob = "units w of the narrow layer",
        Refusal = (problem, _) => ShapeRefusal.OfSeveralTargets(problem),
    };

    private static List<Layer> Layers(int width, Problem problem, SpecArguments arguments)
    {
        var act = new Layer.Activation(arguments.Activation());
        var initialisation = arguments.Initialisation();
        var wide = arguments.Integer("wide");
        var input = VectorInput.Of(problem);
        return
        [
            .. input.Layers,
            input.Dense(wide, bias: true, initialisation),
            act,
            new Layer.Dense(wide, width, Bias: true, initialisation),
            act,
            new Layer.Dense(width, wide, Bias: true, initialisation),
            act,
            new Layer.Dense(wide, problem.Outputs, Bias: true, initialisation),
        ];
    }
}
