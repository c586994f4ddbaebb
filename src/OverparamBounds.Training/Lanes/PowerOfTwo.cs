namespace OverparamBounds.Training.Lanes;

/// <summary>How float32 numbers are laid out, for scaling by powers of two.</summary>
internal static class PowerOfTwo
{
    /// <summary>Adding it rounds to a whole number, which then stands in the lowest bits: 1.5 * 2^23.</summary>
    public const float Rounder = 12582912f;

    /// <summary>The bits of <see cref="Rounder"/>.</summary>
    public const int Shift = 0x4B400000;

    public const int Bias = 127;

    public const int MantissaBits = 23;
}
