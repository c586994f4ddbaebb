using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// Scalars of one row that the torch layers of one network make and leave to the end of the step, counted off their code:
/// every operation that does not write in place makes a tensor.
/// </summary>
/// <param name="Forward">On the way forward.</param>
/// <param name="Backward">On the way back.</param>
internal readonly record struct LayerScalars(long Forward, long Backward)
{
    public static LayerScalars operator +(LayerScalars one, LayerScalars other) =>
        new(one.Forward + other.Forward, one.Backward + other.Backward);

    /// <summary>Of a chain of layers.</summary>
    /// <param name="received">Scalars that come in.</param>
    /// <param name="isShared">Whether all replicas read the same, as they do the data; what is only moved about then counts for none of them.</param>
    /// <param name="wanted">Whether the gradient by the input is needed.</param>
    public static LayerScalars Of(IReadOnlyList<Layer> layers, long received, bool isShared, bool wanted)
    {
        var sum = default(LayerScalars);
        var free = false;
        foreach (var layer in layers)
        {
            if (layer is Layer.Activation && !free)
            {
                sum += new LayerScalars(received, 0);
            }

            sum += Of(layer, received, isShared, wanted);
            if (isShared && layer is Layer.Recurrent)
            {
                // A product takes a copy of the shared inputs for each replica.
                sum += new LayerScalars(received, 0);
            }

            free = layer is not (Layer.Activation or Layer.OneHot or Layer.Flatten or Layer.LastPositions) || (layer is Layer.Flatten && free);
            isShared &= layer is Layer.OneHot or Layer.Flatten;
            wanted |= layer.ParameterCount > 0;
            received = layer.Emits(received);
        }

        return sum;
    }

    /// <summary>Of a recurrent layer that remembers one span at a time.</summary>
    public static LayerScalars BySpans(Layer.Recurrent layer)
    {
        var (all, span) = ((long)layer.Length * layer.Hidden, (long)layer.Span * layer.Hidden);
        var twins = layer.Kind == RecurrentKind.Gru ? 2 : 1;
        return new(
            (all * (layer.Gates + 1L)) + (span * StepForward(layer)),
            (all * ((twins * layer.Gates) + 1L)) + (span * (StepForward(layer) + 2)));
    }

    private static LayerScalars Of(Layer layer, long received, bool isShared, bool wanted)
    {
        var emitted = layer.Emits(received);
        var back = wanted ? received : 0;
        return layer switch
        {
            Layer.Dense => new(emitted, back),
            Layer.Activation activation => Of(activation.Kind, emitted),
            Layer.Scaling => new(emitted, 0),
            Layer.Convolution convolution => new LayerScalars(emitted, 0) + Patches(convolution.Window, convolution.Channels, isShared, wanted),

            // The patches are laid out for each replica also where the data are shared; places are numbers of 64 bits.
            Layer.MaxPool pool => new LayerScalars(3 * emitted, 0) + Patches(pool.Window, pool.Channels, isShared: false, wanted),
            Layer.GlobalMean => new(emitted, 2 * received),
            Layer.BatchNorm or Layer.LayerNorm => new(3 * received, 3 * received),
            Layer.OneHot => new(isShared ? 0 : emitted, 0),
            Layer.Embedding table => new(emitted + (isShared ? 0 : (long)table.Length * table.Vocabulary), 0),
            Layer.PositionEmbedding => new(emitted, 0),
            Layer.Recurrent recurrent => Of(recurrent) + new LayerScalars(0, back),
            Layer.Attention attention => Of(attention),
            Layer.LastPositions => new(emitted, received),
            Layer.Residual residual => new LayerScalars(emitted, emitted)
                + Of(residual.Body, received, isShared, wanted) + Of(residual.Shortcut, received, isShared, wanted),
            _ => new(layer.Activations, layer.Activations),
        };
    }

    private static LayerScalars Of(ActivationKind kind, long scalars) => kind switch
    {
        ActivationKind.Relu or ActivationKind.Tanh => new(0, scalars),
        ActivationKind.LeakyRelu => new(scalars, 0),
        ActivationKind.Sigmoid or ActivationKind.Erf => new(scalars, scalars),
        _ => new(2 * scalars, scalars),
    };

    /// <summary>Patches and the border around the image, and their gradients.</summary>
    private static LayerScalars Patches(SlidingWindow window, int channels, bool isShared, bool wanted)
    {
        if (window is { Size: 1, Stride: 1, Padding: 0 })
        {
            return new(0, wanted ? (long)window.Positions * channels : 0);
        }

        var patches = (long)window.Positions * window.Area * channels;
        var image = (long)window.Height * window.Width * channels;
        var bordered = (window.Height + (2L * window.Padding)) * (window.Width + (2L * window.Padding)) * channels;
        return new(
            isShared ? 0 : patches + (window.Padding > 0 ? bordered : 0),
            wanted ? patches + bordered + (window.Padding > 0 ? image : 0) : 0);
    }

    /// <summary>Products with the inputs twice, in the order of rows and of steps; the steps; the states by row. Back: the gradients twice.</summary>
    private static LayerScalars Of(Layer.Recurrent layer)
    {
        var all = (long)layer.Length * layer.Hidden;
        var twins = layer.Kind == RecurrentKind.Gru ? 2 : 1;
        var carried = layer.Kind == RecurrentKind.Lstm ? 2 : 1;
        return new(all * ((2L * layer.Gates) + StepForward(layer) + 1), all * (2L + carried + (2L * twins * layer.Gates)));
    }

    /// <summary>What a step leaves of each hidden unit.</summary>
    private static int StepForward(Layer.Recurrent layer) => layer.Kind switch
    {
        RecurrentKind.Elman => 1 + (int)Of(layer.Nonlinearity, 1).Forward,
        RecurrentKind.Gru => 7,
        _ => 8,
    };

    private static LayerScalars Of(Layer.Attention attention)
    {
        var (features, pairs) = ((long)attention.Length * attention.Features, (long)attention.Heads * attention.Length * attention.Length);
        return new((5 * features) + (2 * pairs), (10 * features) + (2 * pairs));
    }
}
