namespace OverparamBounds.Theory.Kernels;

/// <summary>GELU, z Φ(z), in closed form: Gaussian integration by parts on the bivariate normal distribution function.</summary>
public sealed class GeluDual() : GaussianDual("gelu")
{
    public override DualPoint At(double variance) => new(
        variance,
        variance / Math.Sqrt(2 * Math.PI * (1 + variance)),
        Product(variance, variance, variance, out var derivative),
        derivative);

    public override double Product(DualPoint first, DualPoint second, PairMoments pair) =>
        Product(first.Variance, second.Variance, pair.Covariance, out _);

    public override double DerivativeProduct(DualPoint first, DualPoint second, PairMoments pair)
    {
        Product(first.Variance, second.Variance, pair.Covariance, out var derivative);
        return derivative;
    }

    private static double Product(double first, double second, double covariance, out double derivative)
    {
        var (left, right) = (1 + first, 1 + second);
        var determinant = (left * right) - (covariance * covariance);
        var density = 1 / (2 * Math.PI * Math.Sqrt(determinant));
        var quadrant = 0.25 + (Math.Asin(covariance / Math.Sqrt(left * right)) / (2 * Math.PI));
        var square = covariance * covariance;
        derivative = quadrant + (covariance * density * ((1 / left) + (1 / right) + (1 / determinant)));
        return (covariance * quadrant)
            + (density * ((first * second) - (first * square / left) + (square / right)));
    }
}
