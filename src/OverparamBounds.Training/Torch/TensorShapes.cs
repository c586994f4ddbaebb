using OverparamBounds.Core.Architectures;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// Shapes of the tensors of a padded network, and where they stand in a launch's storage: one segment a tensor, and
/// inside it replica after replica.
/// </summary>
internal sealed class TensorShapes
{
    private readonly List<ParameterTensor> _tensors;
    private readonly List<int> _offsets = [];

    public TensorShapes(IEnumerable<Layer> padded)
    {
        _tensors = [.. padded.SelectMany(layer => layer.Tensors)];
        foreach (var tensor in _tensors)
        {
            _offsets.Add(Total);
            Total = checked(Total + tensor.Size);
        }
    }

    public int Count => _tensors.Count;

    /// <summary>Scalars of one replica.</summary>
    public int Total { get; }

    public ParameterTensor this[int tensor] => _tensors[tensor];

    /// <summary>Scalars of a tensor in one replica.</summary>
    public int Size(int tensor) => _tensors[tensor].Size;

    /// <summary>Where a tensor's segment starts with so many replicas.</summary>
    public long Start(int tensor, int replicas) => (long)_offsets[tensor] * replicas;
}

/// <summary>The parameters of all replicas of a launch.</summary>
/// <param name="Values">Flat and contiguous, laid out by the shapes.</param>
internal sealed record ReplicaStorage(Tensor Values, TensorShapes Shapes, int Replicas)
{
    /// <summary>A tensor's segment, as [R, rows, columns].</summary>
    public Tensor View(int tensor) =>
        Values
            .narrow(0, Shapes.Start(tensor, Replicas), (long)Shapes.Size(tensor) * Replicas)
            .view(Replicas, Shapes[tensor].Rows.Length, Shapes[tensor].Columns.Length);
}
