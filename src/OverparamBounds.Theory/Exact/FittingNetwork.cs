using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Exact;

/// <summary>A network with all of its numbers, found by theory instead of training.</summary>
/// <param name="Width">Hidden units.</param>
/// <param name="Layers">Of an ordinary mlp of one hidden ReLU layer with biases; only the output layer for width 0.</param>
/// <param name="Parameters">In canonical order: layer by layer, weights [inputs, outputs] row by row, then biases.</param>
public sealed record FittingNetwork(int Width, IReadOnlyList<Layer> Layers, double[] Parameters)
{
    /// <summary>Outputs on all rows, [n, outputs] row by row, in double arithmetic.</summary>
    public double[] Outputs(Dataset dataset, CancellationToken cancellationToken)
    {
        var outputs = new double[dataset.Samples * dataset.Outputs];
        for (var row = 0; row < dataset.Samples; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ScalarNetwork.Forward(Layers, Parameters, dataset.Row(row)).CopyTo(outputs, row * dataset.Outputs);
        }

        return outputs;
    }

    /// <summary>Whether the criterion that trained networks must pass accepts the outputs, rounded to float32 as theirs.</summary>
    public bool Satisfies(Dataset dataset, CriterionRule rule, CancellationToken cancellationToken) =>
        new Judge(dataset, rule).Test(Array.ConvertAll(Outputs(dataset, cancellationToken), value => (float)value)).Fits;
}
