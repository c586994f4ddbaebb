namespace OverparamBounds.Core.Architectures;

/// <summary>How large units are whose inputs are standard normal.</summary>
public static class ActivationScale
{
    /// <summary>Steps of 1/16 over ±16 standard deviations.</summary>
    private const int Nodes = 256;

    private const double Step = 1.0 / 16;

    /// <summary>c_σ = 1 / E[σ(z)²], z standard normal.</summary>
    /// <remarks>
    /// The trapezoid rule on the whole line converges exponentially for functions that are analytic near it: the nearest
    /// poles, ±iπ/2 of tanh, leave an error of exp(-2π(π/2)·16) here. Of a function with a kink at 0 the squared halves are
    /// straight lines squared, each half of an even function.
    /// </remarks>
    public static double Normaliser(this ActivationKind kind)
    {
        var sum = 0.0;
        for (var node = -Nodes; node <= Nodes; node++)
        {
            var z = node * Step;
            var value = ScalarNetwork.Value(kind, z);
            sum += Math.Exp(-z * z / 2) * value * value;
        }

        return Math.Sqrt(2 * Math.PI) / (Step * sum);
    }
}
