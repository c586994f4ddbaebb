using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// Shapes of the tensors of a padded network, and where they stand in a launch's storage: one segment a tensor, and
/// inside it replica after replica.
/// </summary>
internal sealed class TensorShapes
{
    private readonly List<int> _sizes = [];
    private readonly List<int> _offsets = [];

    public TensorShapes(IEnumerable<Layer> padded)
    {
        foreach (var dense in padded.OfType<Layer.Dense>())
        {
            Add(dense.Weights);
            if (dense.Bias)
            {
                Add(dense.Outputs);
            }
        }
    }

    public int Count => _sizes.Count;

    /// <summary>Scalars of one replica.</summary>
    public int Total { get; private set; }

    /// <summary>Scalars of a tensor in one replica.</summary>
    public int Size(int tensor) => _sizes[tensor];

    /// <summary>Where a tensor's segment starts with so many replicas.</summary>
    public long Start(int tensor, int replicas) => (long)_offsets[tensor] * replicas;

    private void Add(int size)
    {
        _sizes.Add(size);
        _offsets.Add(Total);
        Total = checked(Total + size);
    }
}

/// <summary>Where each parameter of a network, in canonical order, stands in the tensors of its padded twin.</summary>
internal sealed class ParameterMap
{
    private readonly TensorShapes _shapes;
    private readonly List<(int From, int Tensor, int To, int Count)> _runs = [];

    public ParameterMap(IReadOnlyList<Layer> layers, IReadOnlyList<Layer> padded)
    {
        _shapes = new TensorShapes(padded);
        var tensor = 0;
        foreach (var (dense, wide) in layers.OfType<Layer.Dense>().Zip(padded.OfType<Layer.Dense>()))
        {
            for (var input = 0; input < dense.Inputs; input++)
            {
                Add(tensor, input * wide.Outputs, dense.Outputs);
            }

            tensor++;
            if (dense.Bias)
            {
                Add(tensor++, 0, dense.Outputs);
            }
        }
    }

    /// <summary>Parameters of the network.</summary>
    public int Count { get; private set; }

    /// <summary>Copies canonical parameters to their places in a launch's storage.</summary>
    public void Spread(ReadOnlySpan<float> canonical, float[] storage, int replica, int replicas)
    {
        foreach (var run in _runs)
        {
            canonical.Slice(run.From, run.Count).CopyTo(Place(storage, run, replica, replicas));
        }
    }

    /// <summary>Writes 1 wherever a parameter stands: the mask that keeps padding at zero.</summary>
    public void Mark(float[] storage, int replica, int replicas)
    {
        foreach (var run in _runs)
        {
            Place(storage, run, replica, replicas).Fill(1);
        }
    }

    /// <summary>Collects canonical parameters from a launch's storage.</summary>
    public float[] Gather(float[] storage, int replica, int replicas)
    {
        var canonical = new float[Count];
        foreach (var run in _runs)
        {
            Place(storage, run, replica, replicas).CopyTo(canonical.AsSpan(run.From));
        }

        return canonical;
    }

    private Span<float> Place(float[] storage, (int From, int Tensor, int To, int Count) run, int replica, int replicas) =>
        storage.AsSpan(
            checked((int)(_shapes.Start(run.Tensor, replicas) + ((long)replica * _shapes.Size(run.Tensor)) + run.To)), run.Count);

    private void Add(int tensor, int to, int count)
    {
        _runs.Add((Count, tensor, to, count));
        Count += count;
    }
}
