using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Torch;

/// <summary>Where each parameter of a network, in canonical order, stands in the tensors of its padded twin.</summary>
internal sealed class ParameterMap
{
    private readonly TensorShapes _shapes;
    private readonly List<(int From, int Tensor, int To, int Count)> _runs = [];

    public ParameterMap(IReadOnlyList<Layer> layers, IReadOnlyList<Layer> padded)
    {
        _shapes = new TensorShapes(padded);
        var narrow = new TensorShapes(layers);
        for (var tensor = 0; tensor < narrow.Count; tensor++)
        {
            Add(tensor, narrow[tensor], _shapes[tensor]);
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

    /// <summary>Adds a tensor's runs: of each row, one in each block of columns.</summary>
    private void Add(int tensor, ParameterTensor narrow, ParameterTensor wide)
    {
        for (var row = 0; row < narrow.Rows.Length; row++)
        {
            var start = Place(row, narrow.Rows, wide.Rows) * wide.Columns.Length;
            var isWhole = narrow.Columns == wide.Columns;
            for (var block = 0; block < (isWhole ? 1 : narrow.Columns.Blocks); block++)
            {
                var count = isWhole ? (int)narrow.Columns.Length : narrow.Columns.Units;
                _runs.Add((Count, tensor, checked((int)(start + ((long)block * wide.Columns.Units))), count));
                Count += count;
            }
        }
    }

    private static long Place(int index, TensorAxis narrow, TensorAxis wide) =>
        ((long)(index / narrow.Units) * wide.Units) + (index % narrow.Units);
}
