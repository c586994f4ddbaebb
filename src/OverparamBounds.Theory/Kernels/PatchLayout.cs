namespace OverparamBounds.Theory.Kernels;

/// <summary>How a row is read as an image for convolutional kernels: channels of pixels, and which pixels a filter sees.</summary>
/// <param name="Channels">d₀.</param>
/// <param name="Height">Pixels from top to bottom; 1 for a line.</param>
/// <param name="Width">Pixels from left to right.</param>
/// <param name="Taps">Side of the filter, odd; a line has a filter of 1 × Taps. Zeros stand beyond the border.</param>
public sealed record PatchLayout(int Channels, int Height, int Width, int Taps)
{
    /// <summary>p.</summary>
    public int Pixels => Height * Width;

    /// <summary>q, entries of a filter for one channel.</summary>
    public int FilterSize => Height == 1 ? Taps : Taps * Taps;

    /// <summary>Inputs of a row: channel by channel, pixels row by row.</summary>
    public int Features => Channels * Pixels;

    /// <summary>The pixel that lies at an offset from another; -1 beyond the border.</summary>
    internal int Neighbour(int pixel, int offset)
    {
        var reach = Taps / 2;
        var (down, right) = Height == 1 ? (0, offset - reach) : ((offset / Taps) - reach, (offset % Taps) - reach);
        var (row, column) = ((pixel / Width) + down, (pixel % Width) + right);
        return row < 0 || row >= Height || column < 0 || column >= Width ? -1 : (row * Width) + column;
    }
}
