namespace OverparamBounds.Core.Comparison;

/// <summary>What a data set offers to theory.</summary>
/// <param name="Rows">The form of the rows behind the first two numbers: unit (each over its norm), or lift (a 1 appended first, as biases do).</param>
/// <param name="Separation">Smallest distance between two of those rows, antipodes counted as equal; null with a reason.</param>
/// <param name="LambdaMin">Smallest eigenvalue of the two-layer ReLU Gram matrix H∞ of Du et al. on those rows; null with a reason.</param>
/// <param name="LinearlySeparable">Whether a network without hidden units fits the labels; null where unknown or not asked.</param>
/// <param name="Reasons">Why a number is missing, by name of the number.</param>
public sealed record DataGeometry(
    string Rows,
    double? Separation,
    double? LambdaMin,
    bool? LinearlySeparable,
    IReadOnlyDictionary<string, string> Reasons);
