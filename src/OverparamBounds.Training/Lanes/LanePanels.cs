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
            or Layer.LayerNorm or Layer.Recurrent or Layer.Attention
            or Layer.Convolution or Layer.MaxPool or Layer.GlobalMean or Layer.Flatten or Layer.BatchNorm => true,
        _ => false,
    };

    /// <summary>Whether what a row gives depends on the other rows, so that all of them must go through the layers at once.</summary>
    public static bool MixesRows(IEnumerable<Layer> layers) => layers.SelectMany(layer => layer.Leaves).Any(layer => layer is Layer.BatchNorm);

    /// <summary>Whether a rule takes other batches than all rows.</summary>
    public static bool HasBatches(TrainingPlan plan) => plan.Rule.BatchSize < plan.Data.Samples;

    /// <summary>Rows of all panels but the last.</summary>
    public static int Rows(TrainingPlan plan, IReadOnlyList<Layer> layers)
    {
        var rows = Math.Min(plan.Rule.BatchSize ?? int.MaxValue, plan.Data.Samples);
        var most = Math.Max(FewestRows(layers), PanelBytes / BytesOfRow(layers));
        if (most >= rows || MixesRows(layers))
        {
            return rows;
        }

        if (WeightsOfOnePlace(layers) * BytesOfNumber > PanelBytes)
        {
            most = Math.Max(most, TileRows);
        }

        var panels = (rows + most - 1) / most;
        var even = (rows + panels - 1) / panels;
        return (int)Math.Min(rows, even <= TileRows ? even : (even + TileRows - 1) / TileRows * TileRows);
    }

    /// <summary>Bytes that a group takes.</summary>
    /// <param name="lanes">Networks of a register.</param>
    public static long Bytes(TrainingPlan plan, IReadOnlyList<Layer> layers, int lanes)
    {
        var panel = NumbersOfRow(layers) * Rows(plan, layers);
        var parameters = layers.Sum(layer => layer.ParameterCount) * (2 + LaneUpdate<Lanes512, Vector512<float>>.Of(plan.Rule).Slots);
        return (parameters + panel + ((long)plan.Judge.Cases * plan.Judge.Targets.Outputs)) * lanes * sizeof(float);
    }

    /// <summary>Weights of dense layers on whole images, through all of which a panel goes once for each of its rows.</summary>
    private static long WeightsOfOnePlace(IReadOnlyList<Layer> layers) => layers.Any(layer => layer is Layer.Convolution)
        ? layers.Sum(layer => layer is Layer.Dense { Positions: 1 } dense ? (long)dense.Weights : 0)
        : 0;

    /// <summary>Bytes of the numbers of a row of data, forward and back, with registers of 512 bits.</summary>
    private static long BytesOfRow(IReadOnlyList<Layer> layers) => Math.Max(1, NumbersOfRow(layers)) * BytesOfNumber;

    /// <summary>Numbers that a row of data takes in every lane: what layers keep of it, and gradients on their way back.</summary>
    private static long NumbersOfRow(IEnumerable<Layer> layers)
    {
        var (numbers, widestImage) = (0L, 0L);
        foreach (var layer in layers)
        {
            switch (layer)
            {
                case Layer.Convolution or Layer.MaxPool or Layer.GlobalMean or Layer.Flatten or Layer.BatchNorm:
                    var outputs = Outputs(layer);
                    widestImage = Math.Max(widestImage, outputs);
                    numbers += outputs;
                    break;
                case Layer.Residual residual:
                    // A copy of the body's outputs, and of their gradient.
                    numbers += NumbersOfRow(residual.Body) + NumbersOfRow(residual.Shortcut) + (2 * residual.Body.Select(Outputs).LastOrDefault(count => count > 0));
                    break;
                default:
                    numbers += 2 * layer.Activations;
                    break;
            }
        }

        return numbers + (2 * widestImage);
    }

    /// <summary>Outputs of a layer on images for a row of data; 0 of others.</summary>
    private static long Outputs(Layer layer) => layer switch
    {
        Layer.Convolution convolution => (long)convolution.Window.Positions * convolution.Outputs,
        Layer.MaxPool pool => (long)pool.Window.Positions * pool.Channels,
        Layer.GlobalMean mean => mean.Features,
        Layer.Flatten flatten => (long)flatten.Positions * flatten.Features,
        Layer.BatchNorm norm => (long)norm.Positions * norm.Features,
        _ => 0,
    };

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
}
