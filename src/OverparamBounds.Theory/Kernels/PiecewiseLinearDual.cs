namespace OverparamBounds.Theory.Kernels;

/// <summary>s(z) = z for z &gt; 0 and slope·z below: ReLU (slope 0), leaky ReLU, the identity (slope 1). Cho and Saul 2009.</summary>
public sealed class PiecewiseLinearDual(string name, double slope) : GaussianDual(name)
{
    private readonly double _squares = 1 + (slope * slope);

    public override DualPoint At(double variance) => new(
        variance,
        (1 - slope) * Math.Sqrt(variance / (2 * Math.PI)),
        _squares * variance / 2,
        _squares / 2);

    public override double Product(DualPoint first, DualPoint second, PairMoments pair)
    {
        var size = Math.Sqrt(first.Variance * second.Variance);
        var angle = pair.Angle(first.Variance, second.Variance);
        return (_squares * Ramp(size, angle)) - (2 * slope * Ramp(size, Math.PI - angle));
    }

    public override double DerivativeProduct(DualPoint first, DualPoint second, PairMoments pair)
    {
        var angle = pair.Angle(first.Variance, second.Variance);
        return ((_squares * (Math.PI - angle)) + (2 * slope * angle)) / (2 * Math.PI);
    }

    /// <summary>(1+b²)/2·gap - (1-b)² √(AB) (sin θ - θ cos θ)/π, in which nothing cancels when u and v are nearly equal.</summary>
    public override double Gap(DualPoint first, DualPoint second, PairMoments pair)
    {
        var size = Math.Sqrt(first.Variance * second.Variance);
        var angle = pair.Angle(first.Variance, second.Variance);
        return Math.Max(0, (_squares * pair.Gap / 2) - ((1 - slope) * (1 - slope) * size * Crescent(angle) / Math.PI));
    }

    /// <summary>E[relu(u) relu(v)].</summary>
    private static double Ramp(double size, double angle)
    {
        var (sine, cosine) = Math.SinCos(angle);
        return size / (2 * Math.PI) * (sine + ((Math.PI - angle) * cosine));
    }

    /// <summary>sin θ - θ cos θ, by its series where the two are nearly equal.</summary>
    private static double Crescent(double angle)
    {
        if (angle > 0.1)
        {
            var (sine, cosine) = Math.SinCos(angle);
            return sine - (angle * cosine);
        }

        var square = angle * angle;
        return angle * square * ((1 / 3.0) - (square * ((1 / 30.0) - (square * ((1 / 840.0) - (square / 45360))))));
    }
}
