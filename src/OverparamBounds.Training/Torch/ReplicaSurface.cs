using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// The losses of all replicas of a launch as functions of their parameters, on the rows of one step. It always speaks
/// of the point that <see cref="Parameters"/> hold; writing there moves the replicas.
/// </summary>
/// <param name="network">Bound to the parameters.</param>
internal sealed class ReplicaSurface(ReplicaNetwork network, LossGradient loss)
{
    private Tensor? _outputs;

    /// <summary>Flat, one segment a tensor of the network, replica after replica inside it.</summary>
    public required Tensor Parameters { get; init; }

    /// <summary>Laid out like the parameters: 1 where there is one, 0 at padding; null without padding.</summary>
    public required Tensor? Mask { get; init; }

    public required int Replicas { get; init; }

    /// <summary>[R, n, inputs].</summary>
    public required Tensor Rows { get; init; }

    /// <summary>Flat row numbers of a minibatch, [R * n]; null for all rows.</summary>
    public Tensor? Chosen { get; init; }

    /// <summary>What the layers last made of <see cref="Rows"/>, where they have been run on the present point.</summary>
    public Tensor? Outputs
    {
        init => _outputs = value;
    }

    /// <summary>Parameters of a replica, padding included.</summary>
    public int Count => network.Shapes.Total;

    public ReplicaNetwork Network => network;

    public LossGradient Loss => loss;

    /// <summary>Runs the layers: [R, n, outputs].</summary>
    public Tensor Forward() => Forward(Rows);

    /// <summary>Runs the layers on other rows than the step's.</summary>
    public Tensor Forward(Tensor rows) => network.Forward(rows);

    /// <summary>The flat gradient of each replica's mean loss, zero at padding.</summary>
    public Tensor Gradient() => GradientBy(TakeOutputs());

    /// <summary>The flat gradient, and the mean losses, [R].</summary>
    public Tensor Gradient(out Tensor losses)
    {
        var outputs = TakeOutputs();
        losses = loss.Losses(outputs);
        return GradientBy(outputs);
    }

    /// <summary>Mean losses, [R]; on all rows only.</summary>
    public Tensor Losses() => loss.Losses(TakeOutputs());

    /// <summary>Sets the parameters to [R, count].</summary>
    public void MoveTo(Tensor point) => Parameters.copy_(Flat(point));

    /// <summary>From the flat layout to [R, count].</summary>
    public Tensor ByReplica(Tensor flat)
    {
        var parts = new Tensor[network.Shapes.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = flat.narrow(0, network.Shapes.Start(i, Replicas), (long)network.Shapes.Size(i) * Replicas).view(Replicas, network.Shapes.Size(i));
        }

        return cat(parts, 1);
    }

    /// <summary>From [R, count] to the flat layout.</summary>
    public Tensor Flat(Tensor matrix)
    {
        var parts = new Tensor[network.Shapes.Count];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = matrix.narrow(1, network.Shapes.Start(i, 1), network.Shapes.Size(i)).reshape(-1);
        }

        return cat(parts);
    }

    private Tensor TakeOutputs()
    {
        var outputs = _outputs ?? Forward();
        _outputs = null;
        return outputs;
    }

    private Tensor GradientBy(Tensor outputs)
    {
        var gradient = Chosen is null ? loss.OnAllRows(outputs) : loss.OnRows(outputs, Chosen);
        var flat = network.Backward(gradient);
        return Mask is null ? flat : flat.mul_(Mask);
    }
}
