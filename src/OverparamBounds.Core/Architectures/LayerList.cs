using System.Collections;

namespace OverparamBounds.Core.Architectures;

/// <summary>Layers one after the other; two lists are equal where their layers are.</summary>
public sealed class LayerList(IEnumerable<Layer> layers) : IReadOnlyList<Layer>, IEquatable<LayerList>
{
    private readonly Layer[] _layers = [.. layers];

    public static LayerList Empty { get; } = new([]);

    public int Count => _layers.Length;

    public Layer this[int index] => _layers[index];

    public IEnumerator<Layer> GetEnumerator() => ((IEnumerable<Layer>)_layers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(LayerList? other) => other is not null && _layers.AsSpan().SequenceEqual(other._layers);

    public override bool Equals(object? obj) => Equals(obj as LayerList);

    public override int GetHashCode() => _layers.Aggregate(_layers.Length, (hash, layer) => HashCode.Combine(hash, layer));

    public override string ToString() => $"[{string.Join(", ", (IEnumerable<Layer>)_layers)}]";
}
