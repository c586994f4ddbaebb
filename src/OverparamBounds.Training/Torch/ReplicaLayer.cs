using OverparamBounds.Core.Architectures;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>One layer of every replica of a launch; the replica axis comes first in every tensor.</summary>
internal abstract class ReplicaLayer
{
    /// <summary>Maps [R, n, inputs] to [R, n, outputs] and remembers what the way back needs.</summary>
    /// <remarks>The input may be overwritten where the layer below no longer needs it.</remarks>
    public abstract Tensor Forward(Tensor input);

    /// <summary>Maps the loss gradient by outputs to that by inputs; overwrites its argument where it can.</summary>
    /// <param name="gradients">Receives gradients of the layer's own tensors, by tensor index, flat.</param>
    /// <param name="wanted">Whether a layer below needs the result.</param>
    public abstract Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted);

    /// <summary>Whether <see cref="BackwardByRow"/> may be called; the rows of such a layer must not depend on each other.</summary>
    public virtual bool GivesRowGradients => false;

    /// <summary>
    /// As <see cref="Backward"/>, with a gradient of the layer's tensors for every row, [R, n, size]. It may be called
    /// more than once after a way forward.
    /// </summary>
    /// <exception cref="NotSupportedException">The layer does not give them.</exception>
    public virtual Tensor? BackwardByRow(Tensor gradient, Tensor?[] gradients, bool wanted) =>
        throw new NotSupportedException($"{GetType().Name} gives no gradients by row.");

    /// <summary>Makes the layers of a network of which all replicas share the shape.</summary>
    public static IReadOnlyList<ReplicaLayer> Build(IReadOnlyList<Layer> layers)
    {
        var built = new List<ReplicaLayer>();
        var tensor = 0;
        foreach (var layer in layers)
        {
            switch (layer)
            {
                case Layer.Dense dense:
                    built.Add(new DenseReplicas(dense, tensor));
                    tensor += dense.Bias ? 2 : 1;
                    break;
                case Layer.Activation activation:
                    built.Add(ActivationReplicas.Of(activation.Kind));
                    break;
                default:
                    throw new ArgumentException($"The torch engine has no form of {layer}.", nameof(layers));
            }
        }

        return built;
    }
}
