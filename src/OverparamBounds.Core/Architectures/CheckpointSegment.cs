namespace OverparamBounds.Core.Architectures;

/// <summary>A run of layers of which, between the ways forward and back, only the input is remembered.</summary>
/// <param name="First">Index of its first layer.</param>
/// <param name="Count">Its layers.</param>
/// <param name="Border">Scalars of a row that come in; 0 for the data.</param>
/// <param name="Held">Scalars of a row that its layers hold while it is gone back through.</param>
/// <param name="IsKept">Whether it is left as it is on the way forward: it looks after its memory itself, or is all there is.</param>
public sealed record CheckpointSegment(int First, int Count, long Border, long Held, bool IsKept)
{
    /// <summary>
    /// Cuts a chain as Chen et al. (2016) do: into parts that hold about as much, and as many of them (the root of the
    /// layers, where those are alike) as need the least memory. A recurrent layer is a part of its own, which is cut
    /// along the sequence.
    /// </summary>
    /// <param name="features">Scalars of a row of data.</param>
    public static IReadOnlyList<CheckpointSegment> Cut(IReadOnlyList<Layer> layers, long features)
    {
        var total = layers.Sum(Holds);
        IReadOnlyList<CheckpointSegment> best = Pack(layers, features, total);
        for (var parts = 2; parts <= layers.Count; parts++)
        {
            var cut = Pack(layers, features, (total + parts - 1) / parts);
            best = Scalars(cut) < Scalars(best) ? cut : best;
        }

        return best.Count == 1 ? [best[0] with { IsKept = true }] : best;
    }

    /// <summary>Scalars of a row at the peak: all borders, and what the largest part holds.</summary>
    public static long Scalars(IReadOnlyList<CheckpointSegment> segments) =>
        segments.Sum(segment => segment.Border) + segments.Max(segment => segment.Held);

    private static long Holds(Layer layer) =>
        layer is Layer.Recurrent recurrent ? Math.Min(recurrent.Activations, recurrent.ActivationsBySpans) : layer.Activations;

    /// <summary>Parts that hold no more than the most, or a single layer each.</summary>
    private static List<CheckpointSegment> Pack(IReadOnlyList<Layer> layers, long features, long most)
    {
        var segments = new List<CheckpointSegment>();
        var flow = features;
        for (var index = 0; index < layers.Count; index++)
        {
            var layer = layers[index];
            var holds = Holds(layer);
            var isRecurrent = layer is Layer.Recurrent;
            if (segments is [.., { IsKept: false } last] && !isRecurrent && last.Held + holds <= most)
            {
                segments[^1] = last with { Count = last.Count + 1, Held = last.Held + holds };
            }
            else
            {
                segments.Add(new(index, 1, index == 0 ? 0 : flow, holds, isRecurrent));
            }

            flow = layer.Emits(flow);
        }

        return segments;
    }
}
