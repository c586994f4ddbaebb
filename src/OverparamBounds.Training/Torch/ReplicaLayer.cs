using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>One layer of every replica of a launch; the replica axis comes first in every tensor.</summary>
internal abstract class ReplicaLayer : IDisposable
{
    private readonly List<Tensor> _bound = [];

    /// <summary>Whether the way forward may write over its input.</summary>
    public virtual bool OverwritesInput => false;

    /// <summary>Whether the layer has trainable tensors of its own.</summary>
    public virtual bool HasTensors => false;

    /// <summary>Whether the layer above may write over this one's output.</summary>
    /// <param name="inputIsFree">Whether this one may write over its input.</param>
    public virtual bool OutputIsFree(bool inputIsFree) => true;

    /// <summary>Points the layer at its tensors inside a launch's storage.</summary>
    public void Bind(ReplicaStorage storage)
    {
        Release();
        Take(storage);
    }

    /// <summary>Maps [R, n × positions, inputs] to [R, n × positions, outputs] and remembers what the way back needs.</summary>
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

    public void Dispose() => Release();

    /// <summary>Takes what the layer needs of the storage by <see cref="Keep"/>.</summary>
    protected virtual void Take(ReplicaStorage storage)
    {
    }

    /// <summary>Holds a tensor until the next binding.</summary>
    protected Tensor Keep(Tensor tensor)
    {
        _bound.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }

    protected virtual void Release()
    {
        _bound.ForEach(tensor => tensor.Dispose());
        _bound.Clear();
    }
}
