namespace OverparamBounds.Core.Comparison;

/// <summary>What a data set offers to theory.</summary>
/// <param name="Separation">Smallest distance between two rows after each is divided by its norm, antipodes counted as equal; null with a reason.</param>
/// <param name="LambdaMin">Smallest eigenvalue of the two-layer ReLU Gram matrix H of Du et al. on the rows divided by their norms; null with a reason.</param>
/// <param name="LinearlySeparable">Whether a network without hidden units fits the labels; null where unknown or not asked.</param>
/// <param name="Reasons">Why a number is missing, by name of the number.</param>
public sealed record DataGeometry(
    double? Separation,
    double? LambdaMin,
    bool? LinearlySeparable,
    IReadOnlyDictionary<string, string> Reasons);
