namespace OverparamBounds.Theory.ParallelNetworks;

public sealed record CertificateOptions
{
    /// <summary>Gap, of the objective at zero weights, up to which a network counts as optimal.</summary>
    public double GapTolerance { get; init; } = 1e-6;

    /// <summary>Subgradient, of the norm of the regulariser's gradient, up to which a network counts as stationary.</summary>
    public double StationarityTolerance { get; init; } = 1e-4;

    public PolarOptions Polar { get; init; } = new();
}
