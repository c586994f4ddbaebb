namespace OverparamBounds.Theory.Kernels;

/// <summary>z².</summary>
public sealed class QuadraticDual() : GaussianDual("quadratic")
{
    public override DualPoint At(double variance) => new(variance, variance, 3 * variance * variance, 4 * variance);

    public override double Product(DualPoint first, DualPoint second, PairMoments pair) =>
        (first.Variance * second.Variance) + (2 * pair.Covariance * pair.Covariance);

    public override double DerivativeProduct(DualPoint first, DualPoint second, PairMoments pair) => 4 * pair.Covariance;
}
