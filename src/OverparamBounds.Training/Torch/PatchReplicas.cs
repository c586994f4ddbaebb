using OverparamBounds.Core.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// The patches of an image under a window, side by side: [R, n × pixels, channels] to [R, n × places, window × channels].
/// A dense layer on top makes a convolution of it.
/// </summary>
internal sealed class PatchReplicas(SlidingWindow window, int channels) : ReplicaLayer
{
    private readonly PatchView _view = new(window, channels);

    public override bool OutputIsFree(bool inputIsFree) => _view.IsIdentity ? inputIsFree : true;

    public override Tensor Forward(Tensor input) => _view.Patches(input, border: null);

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted) => _view.Fold(gradient);
}

/// <summary>How a window cuts patches out of images and lays them back; channels are the innermost axis throughout.</summary>
internal sealed class PatchView(SlidingWindow window, int channels)
{
    private readonly long _height = window.Height + (2 * window.Padding);
    private readonly long _width = window.Width + (2 * window.Padding);

    /// <summary>Whether the patches are the pixels.</summary>
    public bool IsIdentity => window is { Size: 1, Stride: 1, Padding: 0 };

    /// <summary>[R, n × pixels, channels] to [R, n × places, window × channels].</summary>
    /// <param name="border">What lies outside of the image; null for 0.</param>
    public Tensor Patches(Tensor images, Scalar? border)
    {
        if (IsIdentity)
        {
            return images;
        }

        // Data that all replicas share is cut up once.
        var replicas = images.shape[0];
        var distinct = images.stride(0) == 0 ? 1 : replicas;
        var pixels = Pad(images.narrow(0, 0, distinct).reshape(-1, window.Height, window.Width, channels), border);
        return pixels
            .unfold(1, window.Size, window.Stride)
            .unfold(2, window.Size, window.Stride)
            .permute(0, 1, 2, 4, 5, 3)
            .reshape(distinct, -1, (long)window.Area * channels)
            .expand(replicas, -1, -1);
    }

    /// <summary>The sum of what all patches say of each pixel: the way back, always added in the same order.</summary>
    public Tensor Fold(Tensor patches)
    {
        if (IsIdentity)
        {
            return patches;
        }

        var places = patches.view([-1, window.OutputHeight, window.OutputWidth, window.Area, channels]);
        var pixels = zeros([places.shape[0], _height, _width, channels], patches.dtype, patches.device);
        for (var row = 0; row < window.Size; row++)
        {
            var band = Every(pixels, 1, row, window.OutputHeight);
            for (var column = 0; column < window.Size; column++)
            {
                Every(band, 2, column, window.OutputWidth).add_(places.select(3, (row * window.Size) + column), Scalars.One);
            }
        }

        var inside = pixels.narrow(1, window.Padding, window.Height).narrow(2, window.Padding, window.Width);
        return inside.reshape(patches.shape[0], -1, channels);
    }

    private Tensor Every(Tensor pixels, int axis, int first, int places) =>
        pixels.slice(axis, first, first + ((places - 1L) * window.Stride) + 1, window.Stride);

    private Tensor Pad(Tensor pixels, Scalar? border)
    {
        if (window.Padding == 0)
        {
            return pixels;
        }

        var padded = zeros([pixels.shape[0], _height, _width, channels], pixels.dtype, pixels.device);
        if (border is not null)
        {
            padded.add_(border, Scalars.One);
        }

        padded.narrow(1, window.Padding, window.Height).narrow(2, window.Padding, window.Width).copy_(pixels);
        return padded;
    }
}
