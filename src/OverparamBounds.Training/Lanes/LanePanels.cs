using System.Runtime.Intrinsics;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>How many rows a network of layers takes at a time, and what that costs of memory.</summary>
/// <remarks>It does not depend on how wide registers are, for it decides in which order gradients are added up.</remarks>
internal static class LanePanels
{
    /// <summary>What a panel's numbers may take of the second cache, with registers of 512 bits.</summary>
    private const long PanelBytes = 768 << 10;

    /// <summary>Places that the products of the costliest layer should have, for each product goes through all its weights.</summary>
    private const int FewestPlaces = 20;

    private const int TileRows = 5;
    private const int BytesOfNumber = 16 * sizeof(float);

    /// <summary>The layers that are left when the data are laid out as numbers.</summary>
    public static IReadOnlyList<Layer> AfterData(IReadOnlyList<Layer> layers) => layers switch
    {
        [Layer.OneHot, Layer.Flatten, ..] => [.. layers.Skip(2)],
        [Layer.OneHot, ..] => [.. layers.Skip(1)],
        _ => layers,
    };

    /// <summary>Whether lanes have a form of a layer.</summary>
    public static bool Has(Layer layer) => layer switch
    {
        Layer.Residual => layer.Leaves.All(Has),
        Layer.Dense or Layer.Embedding or Layer.Activation or Layer.Scaling or Layer.PositionEmbedding or Layer.LastPositions
            or Layer.LayerNorm or Layer.Recurrent or Layer.Attention => true,
        _ => false,
    };

    /// <summary>Rows of all panels but the last.</summary>
    public static int Rows(TrainingPlan plan, IReadOnlyList<Layer> layers)
    {
        var rows = Math.Min(plan.Rule.BatchSize ?? int.MaxValue, plan.Data.Samples);
        var most = Math.Max(FewestRows(layers), PanelBytes / BytesOfRow(layers));
        if (most >= rows)
        {
            return rows;
        }

        var panels = (rows + most - 1) / most;
        var even = (rows + panels - 1) / panels;
        return (int)Math.Min(rows, even <= TileRows ? even : (even + TileRows - 1) / TileRows * TileRows);
    }

    private static int FewestRows(IReadOnlyList<Layer> layers)
    {
        var places = layers.SelectMany(layer => layer.Leaves).MaxBy(layer => layer.Products) switch
        {
            Layer.Dense dense => dense.Positions,
            Layer.Attention attention => attention.Length,
            Layer.Convolution convolution => convolution.Window.Positions,
            _ => 1,
        };
        return (FewestPlaces + places - 1) / places;
    }

    /// <summary>Bytes of the numbers of a row of data, forward and back, with registers of 512 bits.</summary>
    private static long BytesOfRow(IReadOnlyList<Layer> layers) => Math.Max(1, 2 * layers.Sum(layer => layer.Activations)) * BytesOfNumber;

    /// <summary>Bytes that a group takes.</summary>
    /// <param name="lanes">Networks of a register.</param>
    public static long Bytes(TrainingPlan plan, IReadOnlyList<Layer> layers, int lanes)
    {
        var panel = 2 * layers.Sum(layer => layer.Activations) * Rows(plan, layers);
        var parameters = layers.Sum(layer => layer.ParameterCount) * (2 + LaneUpdate<Lanes512, Vector512<float>>.Of(plan.Rule).Slots);
        return (parameters + panel + ((long)plan.Judge.Cases * plan.Judge.Targets.Outputs)) * lanes * sizeof(float);
    }
}
