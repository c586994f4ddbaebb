namespace OverparamBounds.Training.Torch;

/// <summary>
/// The width to which a network is padded so that neighbouring widths can share a launch: multiples of 1 up to 8, of 2
/// up to 16, of 4 up to 32 and so on. It is a function of the width alone, so a trial's arithmetic, and with it its
/// digest, never depends on which widths it was launched with. At most a quarter more units are computed.
/// </summary>
public static class PaddedWidth
{
    public static int Of(int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var unit = 1;
        while (width > unit * 8)
        {
            unit *= 2;
        }

        return (width + unit - 1) / unit * unit;
    }
}
