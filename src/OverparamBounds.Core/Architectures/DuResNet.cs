using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Architectures;

/// <summary>The residual network of a theorem: dense, without biases, weights N(0, 1) and units scaled by the width.</summary>
/// <remarks>
/// x₁ = √(c_σ/m) σ(W₁x), then x_h = x_{h-1} + c_res/(H√m) σ(W_h x_{h-1}) for h = 2..H, and the output a·x_H, with
/// c_σ = 1 / E[σ(z)²]. It has dm + (H-1)m² + mC parameters.
/// </remarks>
public static class DuResNet
{
    public static Architecture Entry { get; } = new(
        Id: "duresnet",
        Title: "Residual network of Du et al.",
        Source: new("Du, Lee, Li, Wang, Zhai", 2019, "Gradient descent finds global minima of deep neural networks; 1811.03804, section 6"),
        Parameters:
        [
            Parameter.Integer("depth", "H: a first layer and H - 1 residual ones", @default: 2, minimum: 2, maximum: 64),
            NetworkParameters.Activation("nonlinearity; the theorem's is smooth", ActivationKind.Softplus),
            Parameter.Real("cres", "c_res, the share of residual layers", @default: 0.5, minimum: 0, maximum: 1) with { AboveMinimum = true, BelowMaximum = true },
        ],
        AtWidth: Layers)
    {
        Knob = "units m of each layer",
        Refusal = (problem, _) => ShapeRefusal.OfSeveralTargets(problem),
    };

    private static List<Layer> Layers(int width, Problem problem, SpecArguments arguments)
    {
        var act = new Layer.Activation(arguments.Activation());
        var depth = arguments.Integer("depth");
        var input = VectorInput.Of(problem);
        var layers = new List<Layer>(input.Layers)
        {
            input.Dense(width, bias: false, Initialisation.Standard),
            act,
            new Layer.Scaling(Math.Sqrt(act.Kind.Normaliser() / width)),
        };
        var share = new Layer.Scaling(arguments.Real("cres") / (depth * Math.Sqrt(width)));
        for (var layer = 2; layer <= depth; layer++)
        {
            layers.Add(new Layer.Residual(new([Dense(width), act, share]), LayerList.Empty));
        }

        layers.Add(Dense(problem.Outputs));
        return layers;

        Layer.Dense Dense(int outputs) => new(width, outputs, Bias: false, Initialisation.Standard);
    }
}
