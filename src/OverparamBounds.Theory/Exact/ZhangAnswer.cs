namespace OverparamBounds.Theory.Exact;

/// <summary>What became of the construction on a data set.</summary>
/// <param name="Network">The network, of one hidden unit for each distinct row; null where the construction fails.</param>
/// <param name="Residual">The largest |output - target| over rows and outputs, evaluated in double.</param>
/// <param name="FitsCriterion">Whether the criterion accepts the network's outputs.</param>
/// <param name="SmallestGap">The smallest distance of neighbouring projections, relative to the size of what they are sums of.</param>
/// <param name="Reason">Why there is no network; null where there is one.</param>
public sealed record ZhangAnswer(FittingNetwork? Network, double Residual, bool FitsCriterion, double SmallestGap, string? Reason)
{
    internal static ZhangAnswer Missing(string reason) =>
        new(Network: null, double.PositiveInfinity, FitsCriterion: false, SmallestGap: 0, reason);
}
