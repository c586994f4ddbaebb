using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// The width to which a network is padded so that neighbouring widths can share a launch: multiples of 1 up to 8, of 2
/// up to 16, of 4 up to 32 and so on; the width itself where zeros would change what the network computes. It is a
/// function of architecture and width alone, so a trial's arithmetic, and with it its digest, never depends on which
/// widths it was launched with. At most a quarter more units are computed.
/// </summary>
public static class PaddedWidth
{
    public static int Of(TrainingPlan plan, int width) => Refusal(plan, width) is null ? OnGrid(width) : width;

    /// <summary>Why a network is trained at its own width; null where it is padded.</summary>
    public static string? Refusal(TrainingPlan plan, int width)
    {
        var layers = plan.Layers(width);
        var onGrid = OnGrid(width);
        return Whole(layers) is { } whole ? $"{Name(whole)} takes all units of a position together"
            : onGrid == width || IsTwin(layers, plan.Layers(onGrid)) ? null
            : $"the network of width {onGrid} has more than wider layers";
    }

    internal static int OnGrid(int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var unit = 1;
        while (width > unit * 8)
        {
            unit *= 2;
        }

        return (width + unit - 1) / unit * unit;
    }

    private static Layer? Whole(IEnumerable<Layer> layers)
    {
        foreach (var layer in layers)
        {
            if (layer is Layer.Residual residual && (Whole(residual.Body) ?? Whole(residual.Shortcut)) is { } inside)
            {
                return inside;
            }

            if (!layer.MayBePadded)
            {
                return layer;
            }
        }

        return null;
    }

    /// <summary>Whether two networks differ in the units of their layers alone.</summary>
    private static bool IsTwin(IReadOnlyList<Layer> layers, IReadOnlyList<Layer> padded) =>
        layers.Count == padded.Count && layers.Zip(padded).All(pair => IsTwin(pair.First, pair.Second));

    private static bool IsTwin(Layer layer, Layer padded) => (layer, padded) switch
    {
        (Layer.Residual one, Layer.Residual other) => IsTwin(one.Body, other.Body) && IsTwin(one.Shortcut, other.Shortcut),
        (Layer.Scaling or Layer.Activation, _) => layer == padded,
        _ => layer.GetType() == padded.GetType()
            && layer.Tensors.Count == padded.Tensors.Count
            && layer.Tensors.Zip(padded.Tensors).All(pair => IsTwin(pair.First.Rows, pair.Second.Rows) && IsTwin(pair.First.Columns, pair.Second.Columns)),
    };

    private static bool IsTwin(TensorAxis axis, TensorAxis padded) => axis.Blocks == padded.Blocks && axis.Units <= padded.Units;

    private static string Name(Layer layer) => layer switch
    {
        Layer.Attention => "attention",
        Layer.LayerNorm => "layer normalisation",
        _ => layer.GetType().Name,
    };
}
