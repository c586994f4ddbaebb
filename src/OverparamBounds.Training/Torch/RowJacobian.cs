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
    /// <param name="outputs">Receives what the layers make of the rows: [R, cases, outputs].</param>
    /// <returns>[R, cases, outputs, parameters], zero at padding.</returns>
    public static Tensor Of(ReplicaSurface surface, Tensor rows, out Tensor outputs) =>
        Masked(surface, surface.Network.GivesRowGradients ? ByRow(surface, rows, out outputs) : ByReplica(surface, rows, out outputs));

    /// <summary>By outer products of a layer's inputs and output gradients.</summary>
    public static Tensor ByRow(ReplicaSurface surface, Tensor rows, out Tensor outputs)
    {
        outputs = surface.Forward(rows);
        var width = outputs.shape[2];
        var columns = new Tensor[width];
        for (var output = 0; output < width; output++)
        {
            columns[output] = cat(surface.Network.GradientsByRow(Unit(outputs, 0, outputs.shape[1], output)), 2);
        }

        return stack(columns, 2);
    }

    /// <summary>By a network a row.</summary>
    public static Tensor ByReplica(ReplicaSurface surface, Tensor rows, out Tensor outputs)
    {
        var (replicas, count) = (surface.Replicas, rows.shape[1]);
        var networks = (int)(replicas * count);
        var point = surface.ByReplica(surface.Parameters).unsqueeze(1).expand(replicas, count, surface.Count).reshape(networks, surface.Count);
        using var network = new ReplicaNetwork(surface.Network.Layers, surface.Network.Segments);
        network.Bind(surface.Flat(point), networks);
        var inputs = rows.reshape(networks, 1, -1);
        var each = network.Forward(inputs);
        var (cases, width) = (each.shape[1], each.shape[2]);
        outputs = each.view(replicas, count * cases, width);
        var columns = new Tensor[cases * width];
        for (var column = 0; column < columns.Length; column++)
        {
            if (column > 0)
            {
                // Layers may have written over what they remembered.
                network.Forward(inputs);
            }

            var gradients = network.Gradients(Unit(each, column / width, 1, column % width));
            columns[column] = cat([.. gradients.Select(gradient => gradient.view(networks, -1))], 1);
        }

        return stack(columns, 1).view(replicas, count * cases, width, surface.Count);
    }

    /// <summary>1 at an output of some cases, 0 elsewhere.</summary>
    private static Tensor Unit(Tensor outputs, long firstCase, long cases, long output)
    {
        var gradient = zeros_like(outputs);
        gradient.narrow(1, firstCase, cases).narrow(2, output, 1).add_(Scalars.One, Scalars.One);
        return gradient;
    }

    private static Tensor Masked(ReplicaSurface surface, Tensor jacobian) =>
        surface.Mask is null ? jacobian : jacobian.mul_(surface.ByReplica(surface.Mask).view(surface.Replicas, 1, 1, surface.Count));
}
