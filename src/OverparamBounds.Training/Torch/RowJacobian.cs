using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// The Jacobian of every replica's outputs by its parameters, row by row: one way back for each output. Layers that give
/// gradients by row do it on the launch's own tensors; with others each row becomes a replica of its own, whose
/// ordinary gradient is that of the row.
/// </summary>
internal static class RowJacobian
{
    /// <param name="rows">[R, n, inputs].</param>
    /// <param name="outputs">Receives what the layers make of the rows: [R, n, outputs].</param>
    /// <returns>[R, n, outputs, parameters], zero at padding.</returns>
    public static Tensor Of(ReplicaSurface surface, Tensor rows, out Tensor outputs) =>
        Masked(surface, surface.Layers.All(layer => layer.GivesRowGradients) ? ByRow(surface, rows, out outputs) : ByReplica(surface, rows, out outputs));

    /// <summary>By outer products of a layer's inputs and output gradients.</summary>
    public static Tensor ByRow(ReplicaSurface surface, Tensor rows, out Tensor outputs)
    {
        outputs = surface.Forward(rows);
        var width = outputs.shape[2];
        var columns = new Tensor[width];
        for (var output = 0; output < width; output++)
        {
            var gradients = Back(surface.Layers, outputs, output, surface.Shapes.Count, byRow: true);
            columns[output] = cat(gradients, 2);
        }

        return stack(columns, 2);
    }

    /// <summary>By a network a row.</summary>
    public static Tensor ByReplica(ReplicaSurface surface, Tensor rows, out Tensor outputs)
    {
        var (replicas, count) = (surface.Replicas, rows.shape[1]);
        var networks = (int)(replicas * count);
        var point = surface.ByReplica(surface.Parameters).unsqueeze(1).expand(replicas, count, surface.Count).reshape(networks, surface.Count);
        var storage = surface.Flat(point);
        var layers = ReplicaLayer.Build(surface.Padded);
        foreach (var layer in layers.OfType<DenseReplicas>())
        {
            layer.Bind(storage, surface.Shapes, networks);
        }

        var each = layers.Aggregate(rows.reshape(networks, 1, -1), (values, layer) => layer.Forward(values));
        var width = each.shape[2];
        outputs = each.view(replicas, count, width);
        var columns = new Tensor[width];
        for (var output = 0; output < width; output++)
        {
            var gradients = Back(layers, each, output, surface.Shapes.Count, byRow: false);
            columns[output] = cat([.. gradients.Select(gradient => gradient.view(replicas, count, -1))], 2);
        }

        foreach (var layer in layers.OfType<DenseReplicas>())
        {
            layer.Unbind();
        }

        return stack(columns, 2);
    }

    private static Tensor[] Back(IReadOnlyList<ReplicaLayer> layers, Tensor outputs, int output, int tensors, bool byRow)
    {
        var gradient = zeros_like(outputs);
        gradient.narrow(2, output, 1).add_(Scalars.One, Scalars.One);
        var gradients = new Tensor?[tensors];
        for (var layer = layers.Count - 1; layer >= 0; layer--)
        {
            gradient = (byRow
                ? layers[layer].BackwardByRow(gradient, gradients, wanted: layer > 0)
                : layers[layer].Backward(gradient, gradients, wanted: layer > 0)) ?? gradient;
        }

        return [.. gradients.Select(one => one!)];
    }

    private static Tensor Masked(ReplicaSurface surface, Tensor jacobian) =>
        surface.Mask is null ? jacobian : jacobian.mul_(surface.ByReplica(surface.Mask).view(surface.Replicas, 1, 1, surface.Count));
}
