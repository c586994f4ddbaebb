using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Rows;

/// <summary>Images made smaller by averaging square blocks of pixels.</summary>
internal static class Pooling
{
    /// <param name="images">[images, height, width], row by row.</param>
    /// <param name="side">Side of a block; it must divide height and width.</param>
    /// <returns>[images, height / side, width / side].</returns>
    /// <exception cref="RequestException">The blocks do not fill the image.</exception>
    public static double[] Mean(double[] images, int height, int width, int side, string owner)
    {
        if (height % side != 0 || width % side != 0)
        {
            throw new RequestException(
                $"{owner}: pool={side} does not divide images of {height} x {width} pixels. Use a divisor of both.");
        }

        var (low, narrow) = (height / side, width / side);
        var result = new double[images.Length / (side * side)];
        for (var at = 0; at < images.Length; at++)
        {
            var (image, pixel) = (at / (height * width), at % (height * width));
            result[(((image * low) + (pixel / width / side)) * narrow) + (pixel % width / side)] += images[at];
        }

        for (var at = 0; at < result.Length; at++)
        {
            result[at] /= side * side;
        }

        return result;
    }
}
