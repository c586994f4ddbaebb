namespace OverparamBounds.Core.Architectures;

/// <summary>A window that slides over an image.</summary>
/// <param name="Height">Rows of the image it slides over.</param>
/// <param name="Width">Columns of that image.</param>
/// <param name="Size">Rows and columns of the window.</param>
/// <param name="Stride">Pixels between two places.</param>
/// <param name="Padding">Pixels of zeros around the image.</param>
public readonly record struct SlidingWindow(int Height, int Width, int Size, int Stride, int Padding)
{
    public int OutputHeight => ((Height + (2 * Padding) - Size) / Stride) + 1;

    public int OutputWidth => ((Width + (2 * Padding) - Size) / Stride) + 1;

    /// <summary>Places of the window; 0 or less where it does not fit.</summary>
    public int Positions => OutputHeight > 0 && OutputWidth > 0 ? OutputHeight * OutputWidth : 0;

    public int Inputs => Height * Width;

    public int Area => Size * Size;

    /// <summary>
    /// For each place and each pixel of the window, which pixel of the image is seen; <see cref="Inputs"/> where it
    /// is a zero of the border.
    /// </summary>
    public int[] Sources()
    {
        var sources = new int[Positions * Area];
        var at = 0;
        for (var y = 0; y < OutputHeight; y++)
        {
            for (var x = 0; x < OutputWidth; x++)
            {
                for (var row = (y * Stride) - Padding; row < (y * Stride) - Padding + Size; row++)
                {
                    for (var column = (x * Stride) - Padding; column < (x * Stride) - Padding + Size; column++)
                    {
                        var isInside = row >= 0 && row < Height && column >= 0 && column < Width;
                        sources[at++] = isInside ? (row * Width) + column : Inputs;
                    }
                }
            }
        }

        return sources;
    }
}
