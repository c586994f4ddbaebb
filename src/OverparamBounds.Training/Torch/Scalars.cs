using TorchSharp;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// Constants for tensor operations, kept for the life of the process. TorchSharp's implicit conversion makes a
/// temporary whose finaliser may free the native scalar while the call that uses it still runs (seen with 0.107.0:
/// "Expected false to be true … Scalar.h" once in some ten thousand calls), so no operation here takes a bare number.
/// </summary>
internal static class Scalars
{
    public static readonly Scalar One = 1.0;
    public static readonly Scalar Half = 0.5;
    public static readonly Scalar InverseRootTwo = 1 / Math.Sqrt(2);
    public static readonly Scalar InverseRootTwoPi = 1 / Math.Sqrt(2 * Math.PI);
    public static readonly Scalar TwoOverRootPi = 2 / Math.Sqrt(Math.PI);
    public static readonly Scalar MinusHalf = -0.5;
}
