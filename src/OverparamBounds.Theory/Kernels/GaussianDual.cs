namespace OverparamBounds.Theory.Kernels;

/// <summary>
/// Moments of a nonlinearity s under jointly Gaussian pre-activations (u, v) of mean zero: what the kernels of wide
/// networks are made of.
/// </summary>
/// <remarks>
/// A pair is given by its two <see cref="DualPoint"/>s and its <see cref="PairMoments"/>.
/// </remarks>
public abstract class GaussianDual
{
    private protected GaussianDual(string name) => Name = name;

    public string Name { get; }

    /// <summary>c_σ = 1 / E[s(z)²], z standard normal: the scale that keeps unit variance from layer to layer.</summary>
    public double Normaliser => 1 / At(1).Square;

    /// <summary>Moments of one pre-activation.</summary>
    public abstract DualPoint At(double variance);

    /// <summary>E[s(u) s(v)].</summary>
    public abstract double Product(DualPoint first, DualPoint second, PairMoments pair);

    /// <summary>E[s'(u) s'(v)].</summary>
    public abstract double DerivativeProduct(DualPoint first, DualPoint second, PairMoments pair);

    /// <summary>E[(s(u) - s(v))²].</summary>
    public virtual double Gap(DualPoint first, DualPoint second, PairMoments pair) =>
        Math.Max(0, first.Square + second.Square - (2 * Product(first, second, pair)));

    /// <summary>The moments of (√scale s(u), √scale s(v)): one layer further.</summary>
    public PairMoments Next(DualPoint first, DualPoint second, PairMoments pair, double scale)
    {
        var product = Product(first, second, pair);
        return new(
            scale * product,
            scale * Gap(first, second, pair),
            scale * Math.Max(0, first.Square + second.Square + (2 * product)));
    }

    /// <summary>E[s(u) s(v)] from variances and covariance alone.</summary>
    public double Product(double firstVariance, double secondVariance, double covariance) =>
        Product(At(firstVariance), At(secondVariance), PairMoments.Of(firstVariance, secondVariance, covariance));

    /// <summary>E[s'(u) s'(v)] from variances and covariance alone.</summary>
    public double DerivativeProduct(double firstVariance, double secondVariance, double covariance) =>
        DerivativeProduct(At(firstVariance), At(secondVariance), PairMoments.Of(firstVariance, secondVariance, covariance));
}
