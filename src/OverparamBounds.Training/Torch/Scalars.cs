using TorchSharp;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// Constants for tensor operations, kept for the life of the process. A bare number handed to an operation becomes a
/// temporary Scalar, and the finaliser may free its native half while the call that reads it still runs (TorchSharp
/// 0.107.0; seen as "Expected false to be true … Scalar.h" after minutes of training, and it could as well be a wrong
/// number). The overloads of add without a factor make such a temporary inside, so they are banned (BannedSymbols.txt).
/// </summary>
internal static class Scalars
{
    public static readonly Scalar One = Of(1.0);
    public static readonly Scalar Half = Of(0.5);
    public static readonly Scalar Zero = Of(0.0);
    public static readonly Scalar Two = Of(2.0);
    public static readonly Scalar MinusTwo = Of(-2.0);
    public static readonly Scalar MinusHalf = Of(-0.5);
    public static readonly Scalar InverseRootTwo = Of(1 / Math.Sqrt(2));
    public static readonly Scalar InverseRootTwoPi = Of(1 / Math.Sqrt(2 * Math.PI));
    public static readonly Scalar TwoOverRootPi = Of(2 / Math.Sqrt(Math.PI));

    /// <summary>A scalar that the caller keeps: in a field, or in a using that spans the call.</summary>
    public static Scalar Of(double value) => value.ToScalar();
}
