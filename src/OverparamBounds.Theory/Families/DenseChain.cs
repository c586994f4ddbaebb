using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Theory.Families;

/// <summary>A network read as hidden dense layers, each with its nonlinearity, and a linear output layer.</summary>
public sealed record DenseChain(IReadOnlyList<HiddenLayer> Hidden, Layer.Dense Output)
{
    /// <summary>Trainable scalars. Wide theorems need more of them in a layer than an <see cref="int"/> counts.</summary>
    public long Parameters => Hidden.Sum(layer => layer.Dense.ParameterCount) + Output.ParameterCount;

    /// <summary>Hidden units whose inputs can be scaled up and outputs down without changing the network.</summary>
    public long RescalableUnits => Hidden
        .Where(layer => layer.Activation.IsPositivelyHomogeneous())
        .Sum(layer => (long)layer.Dense.Outputs);

    /// <summary>
    /// Reads a layer list; null where it is not (dense, activation) repeated and a dense layer at the end. Tokens may be
    /// turned into a vector before.
    /// </summary>
    public static DenseChain? Of(IReadOnlyList<Layer> layers)
    {
        layers = WithoutReading(layers);
        if (layers.Count % 2 == 0 || layers[^1] is not Layer.Dense output)
        {
            return null;
        }

        var hidden = new List<HiddenLayer>();
        for (var at = 0; at < layers.Count - 1; at += 2)
        {
            if (layers[at] is not Layer.Dense dense || layers[at + 1] is not Layer.Activation activation)
            {
                return null;
            }

            hidden.Add(new(dense, activation.Kind));
        }

        return new(hidden, output);
    }

    /// <summary>The layers behind those that turn a row of tokens into the vector that theory sees.</summary>
    internal static Layer[] WithoutReading(IReadOnlyList<Layer> layers) =>
        [.. layers.Skip(layers is [Layer.OneHot, Layer.Flatten, ..] ? 2 : 0)];
}

/// <summary>A dense layer and the nonlinearity behind it.</summary>
public sealed record HiddenLayer(Layer.Dense Dense, ActivationKind Activation);
