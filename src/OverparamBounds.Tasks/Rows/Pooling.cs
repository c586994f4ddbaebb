using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Rows;

/// <summary>Images made smaller by averaging square blocks of pixels.</summary>
internal static class Pooling
{
    /// <summary>The shape of images whose blocks are averaged.</summary>
    /// <param name="side">Side of a block; it must divide height and width.</param>
    /// <exception cref="RequestException">The blocks do not fill the image.</exception>
    public static InputShape.Image Shape(InputShape.Image image, int side, string owner) =>
        image.Height % side == 0 && image.Width % side == 0
            ? new(image.Height / side, image.Width / side, image.Channels)
            : throw new RequestException(
                $"{owner}: pool={side} does not divide images of {image.Height} x {image.Width} pixels. Use a divisor of both.");

    /// <summary>The mean of each block and channel.</summary>
    /// <param name="images">[images, height, width, channels] of <paramref name="image"/>, row by row.</param>
    /// <param name="side">Side of a block.</param>
    /// <returns>[images, height / side, width / side, channels].</returns>
    public static double[] Mean(double[] images, InputShape.Image image, int side, string owner)
    {
        var small = Shape(image, side, owner);
        var result = new double[images.Length / (side * side)];
        for (var at = 0; at < images.Length; at++)
        {
            var (pixel, channel) = Math.DivRem(at, image.Channels);
            var (line, column) = Math.DivRem(pixel, image.Width);
            var (number, down) = Math.DivRem(line, image.Height);
            var place = (((number * small.Height) + (down / side)) * small.Width) + (column / side);
            result[(place * image.Channels) + channel] += images[at];
        }

        for (var at = 0; at < result.Length; at++)
        {
            result[at] /= side * side;
        }

        return result;
    }
}
