namespace OverparamBounds.Theory.Kernels;

/// <summary>What is known of s(u) for one Gaussian pre-activation u ~ N(0, variance).</summary>
/// <param name="Variance">E[u²].</param>
/// <param name="Mean">E[s(u)].</param>
/// <param name="Square">E[s(u)²].</param>
/// <param name="DerivativeSquare">E[s'(u)²].</param>
public sealed record DualPoint(double Variance, double Mean, double Square, double DerivativeSquare)
{
    /// <summary>E[s(u) hₖ(u/√variance)] by degree k, where the dual is a series; else empty.</summary>
    internal double[] Coefficients { get; init; } = [];

    /// <summary>The same of s'.</summary>
    internal double[] DerivativeCoefficients { get; init; } = [];
}
