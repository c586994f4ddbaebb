using OverparamBounds.Core.Data;

namespace OverparamBounds.Core.Architectures;

/// <summary>Layers one after the other on an image, with the size that each leaves for the next.</summary>
internal sealed class ImageStack
{
    private readonly Initialisation _initialisation;
    private readonly List<Layer> _layers = [];
    private int _height;
    private int _width;

    public ImageStack(InputShape.Image image, Initialisation initialisation) =>
        (_height, _width, Channels, _initialisation) = (image.Height, image.Width, image.Channels, initialisation);

    private ImageStack(ImageStack at) =>
        (_height, _width, Channels, _initialisation) = (at._height, at._width, at.Channels, at._initialisation);

    public IReadOnlyList<Layer> Layers => _layers;

    public int Channels { get; private set; }

    private int Pixels => _height * _width;

    /// <summary>An empty stack on what this one has made so far.</summary>
    public ImageStack Branch() => new(this);

    /// <param name="padding">Pixels of zeros around the image: 0, or <paramref name="size"/> / 2 to keep its size.</param>
    public ImageStack Convolve(int outputs, int size, int padding, int stride = 1, bool bias = true)
    {
        var window = new SlidingWindow(_height, _width, size, stride, padding);
        _layers.Add(new Layer.Convolution(window, Channels, outputs, bias, _initialisation));
        (_height, _width, Channels) = (window.OutputHeight, window.OutputWidth, outputs);
        return this;
    }

    /// <summary>The largest of each 2 x 2 pixels; an odd row or column at the end is left out.</summary>
    public ImageStack Pool()
    {
        var window = new SlidingWindow(_height, _width, Size: 2, Stride: 2, Padding: 0);
        _layers.Add(new Layer.MaxPool(window, Channels));
        (_height, _width) = (window.OutputHeight, window.OutputWidth);
        return this;
    }

    public ImageStack Normalise()
    {
        _layers.Add(new Layer.BatchNorm(Channels, Pixels));
        return this;
    }

    public ImageStack Activate(ActivationKind kind)
    {
        _layers.Add(new Layer.Activation(kind));
        return this;
    }

    /// <summary>Adds what <paramref name="body"/> makes of this stack's image to what <paramref name="shortcut"/> makes of it.</summary>
    /// <param name="shortcut">An empty branch for the image itself.</param>
    public ImageStack Add(ImageStack body, ImageStack shortcut)
    {
        _layers.Add(new Layer.Residual(new(body._layers), new(shortcut._layers)));
        (_height, _width, Channels) = (body._height, body._width, body.Channels);
        return this;
    }

    /// <summary>The mean of each channel over all pixels.</summary>
    public ImageStack Mean()
    {
        _layers.Add(new Layer.GlobalMean(Pixels, Channels));
        (_height, _width) = (1, 1);
        return this;
    }

    /// <summary>A dense layer on all channels of all pixels.</summary>
    public ImageStack Connect(int outputs)
    {
        var pixels = Pixels;
        if (pixels > 1)
        {
            _layers.Add(new Layer.Flatten(pixels, Channels));
        }

        _layers.Add(new Layer.Dense(checked(pixels * Channels), outputs, Bias: true, _initialisation) { InputBlocks = pixels });
        (_height, _width, Channels) = (1, 1, outputs);
        return this;
    }
}
