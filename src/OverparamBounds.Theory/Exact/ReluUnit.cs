using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Exact;

/// <summary>A hidden unit: <paramref name="Sign"/> relu(<paramref name="Weights"/>·(x, 1)); any other output weight is a matter of scale.</summary>
internal sealed record ReluUnit(double[] Weights, int Sign)
{
    /// <summary>The layers of a network of such units; the output layer alone, with inputs it does not use, for none.</summary>
    public static IReadOnlyList<Layer> Layers(Problem problem, int width) => width > 0
        ? ArchitectureCatalogue.All.Bind("mlp").Layers(width, problem)
        : [new Layer.Dense(problem.Features, problem.Outputs, Bias: true, Initialisation.Uniform)];
}
