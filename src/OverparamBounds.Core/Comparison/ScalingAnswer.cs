namespace OverparamBounds.Core.Comparison;

/// <summary>How bounds grow along a family of data sets, in the shape of the JSON that users read.</summary>
public sealed record ScalingAnswer
{
    public int Schema { get; init; } = 1;

    public required string Task { get; init; }

    public required string Architecture { get; init; }

    /// <summary>n, d, C, depth or separation.</summary>
    public required string Variable { get; init; }

    /// <summary>What was measured at each value.</summary>
    public required IReadOnlyList<ScalingPoint> Points { get; init; }

    public required IReadOnlyList<ScalingRow> Bounds { get; init; }

    public double Seconds { get; init; }
}

/// <summary>One data set of the family.</summary>
/// <param name="Value">The variable; the measured separation where that is varied.</param>
/// <param name="LambdaMin">Smallest eigenvalue of the two-layer Gram matrix; null with a reason in the bounds that need it.</param>
public sealed record ScalingPoint(double Value, int Samples, int Features, int Outputs, double? Separation, double? LambdaMin);

/// <summary>How one bound grows.</summary>
/// <param name="Quantity">Whether the theorem, and so the exponents, are about width or parameters.</param>
/// <param name="Nominal">The exponent printed in the theorem.</param>
/// <param name="Effective">The slope of log bound against log variable, everything measured on the data; null with a <paramref name="Reason"/>.</param>
/// <param name="StandardError">Of the slope: how far the values are from a power law.</param>
/// <param name="Log10Values">log10 of the bound at each point, before it is rounded to whole units; null where it has no finite value.</param>
public sealed record ScalingRow(
    string Id,
    string Title,
    BoundKind Kind,
    BoundQuantity Quantity,
    double Nominal,
    double? Effective,
    double? StandardError,
    IReadOnlyList<double?> Log10Values,
    string? Reason);
