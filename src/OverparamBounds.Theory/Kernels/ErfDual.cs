namespace OverparamBounds.Theory.Kernels;

/// <summary>The Gauss error function, in closed form (Williams 1996).</summary>
public sealed class ErfDual() : GaussianDual("erf")
{
    public override DualPoint At(double variance) => new(
        variance,
        Mean: 0,
        Square: 2 / Math.PI * Math.Asin(2 * variance / (1 + (2 * variance))),
        DerivativeSquare: 4 / Math.PI / Math.Sqrt(1 + (4 * variance)));

    public override double Product(DualPoint first, DualPoint second, PairMoments pair) =>
        2 / Math.PI * Math.Asin(2 * pair.Covariance / Math.Sqrt((1 + (2 * first.Variance)) * (1 + (2 * second.Variance))));

    public override double DerivativeProduct(DualPoint first, DualPoint second, PairMoments pair) =>
        4 / Math.PI / Math.Sqrt(
            ((1 + (2 * first.Variance)) * (1 + (2 * second.Variance))) - (4 * pair.Covariance * pair.Covariance));
}
