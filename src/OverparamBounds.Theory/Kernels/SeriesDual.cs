using System.Numerics;
using System.Runtime.InteropServices;

namespace OverparamBounds.Theory.Kernels;

/// <summary>Any smooth nonlinearity, by its Hermite series: E[s(u) s(v)] = Σ aₖ(A) aₖ(B) ρᵏ (Mehler's formula).</summary>
/// <remarks>
/// One quadrature a variance gives the coefficients; every pair is then a polynomial in the correlation. The share of
/// E[s²] that the kept terms leave out is the error bound, <see cref="Remainder"/>. Not for functions with a kink: their
/// coefficients fall too slowly.
/// </remarks>
public sealed class SeriesDual : GaussianDual
{
    /// <summary>Quadrature nodes. tanh has poles at ±iπ/2 and needs this many for 1e-13 at unit variance; softplus a tenth.</summary>
    public const int DefaultNodes = 384;

    /// <summary>Coefficients whose squares sum to less than this share of the whole are left out.</summary>
    private const double Negligible = 1e-32;

    private static readonly Lazy<GaussHermite> DefaultRule = new(() => GaussHermite.Of(DefaultNodes));

    private readonly Func<double, double> _value;
    private readonly Func<double, double> _derivative;
    private readonly Lazy<GaussHermite> _rule;
    private readonly int _terms;

    /// <param name="value">s.</param>
    /// <param name="derivative">s'.</param>
    public SeriesDual(string name, Func<double, double> value, Func<double, double> derivative, int? nodes = null)
        : base(name)
    {
        _value = value;
        _derivative = derivative;
        _rule = nodes is { } count ? new(() => GaussHermite.Of(count)) : DefaultRule;

        // The upper half of the degrees is quadrature noise.
        _terms = (nodes ?? DefaultNodes) / 2;
    }

    public override DualPoint At(double variance)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(variance);
        var coefficients = Coefficients(_value, variance, out var mean, out var square);
        var slopes = Coefficients(_derivative, variance, out _, out var slopeSquare);
        return new(variance, mean, square, slopeSquare) { Coefficients = coefficients, DerivativeCoefficients = slopes };
    }

    public override double Product(DualPoint first, DualPoint second, PairMoments pair) =>
        ReferenceEquals(first, second) && pair.Gap == 0
            ? first.Square
            : Sum(first.Coefficients, second.Coefficients, Correlation(first, second, pair.Covariance));

    public override double DerivativeProduct(DualPoint first, DualPoint second, PairMoments pair) =>
        ReferenceEquals(first, second) && pair.Gap == 0
            ? first.DerivativeSquare
            : Sum(first.DerivativeCoefficients, second.DerivativeCoefficients, Correlation(first, second, pair.Covariance));

    /// <summary>E[s(u)²] less the squares of the coefficients kept: no product of two such u is off by more.</summary>
    public static double Remainder(DualPoint point) =>
        Math.Max(0, point.Square - point.Coefficients.Sum(value => value * value));

    private static double Correlation(DualPoint first, DualPoint second, double covariance)
    {
        var size = Math.Sqrt(first.Variance * second.Variance);
        return size == 0 ? 0 : Math.Clamp(covariance / size, -1, 1);
    }

    /// <summary>Σ aₖ bₖ ρᵏ: one power ahead for every vector lane.</summary>
    private static double Sum(double[] first, double[] second, double correlation)
    {
        var count = Math.Min(first.Length, second.Length);
        var width = Vector<double>.Count;
        Span<double> powers = stackalloc double[width];
        powers[0] = 1;
        for (var k = 1; k < width; k++)
        {
            powers[k] = powers[k - 1] * correlation;
        }

        var step = new Vector<double>(powers[width - 1] * correlation);
        var power = new Vector<double>(powers);
        var sums = Vector<double>.Zero;
        var left = MemoryMarshal.Cast<double, Vector<double>>(first.AsSpan(0, count));
        var right = MemoryMarshal.Cast<double, Vector<double>>(second.AsSpan(0, count));
        for (var at = 0; at < left.Length; at++)
        {
            sums += left[at] * right[at] * power;
            power *= step;
        }

        var sum = Vector.Sum(sums);
        for (var k = left.Length * width; k < count; k++)
        {
            sum += first[k] * second[k] * Math.Pow(correlation, k);
        }

        return sum;
    }

    private double[] Coefficients(Func<double, double> function, double variance, out double mean, out double square)
    {
        var rule = _rule.Value;
        var deviation = Math.Sqrt(variance);
        var values = new double[rule.Nodes.Count];
        square = 0;
        for (var at = 0; at < values.Length; at++)
        {
            var value = function(deviation * rule.Nodes[at]);
            square += rule.Weights[at] * value * value;
            values[at] = Math.Sqrt(rule.Weights[at]) * value;
        }

        var coefficients = new double[variance == 0 ? 1 : Math.Min(_terms, rule.Functions.Count)];
        for (var k = 0; k < coefficients.Length; k++)
        {
            var basis = rule.Functions[k];
            for (var at = 0; at < values.Length; at++)
            {
                coefficients[k] += values[at] * basis[at];
            }
        }

        mean = coefficients[0];
        var kept = coefficients.Length;
        for (var tail = 0.0; kept > 1; kept--)
        {
            tail += coefficients[kept - 1] * coefficients[kept - 1];
            if (tail > Negligible * square)
            {
                break;
            }
        }

        // Whole vectors, so that no pair needs a remainder.
        var whole = (kept + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        Array.Resize(ref coefficients, Math.Min(whole, coefficients.Length));
        return coefficients;
    }
}
