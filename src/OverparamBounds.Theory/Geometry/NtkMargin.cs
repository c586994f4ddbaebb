using OverparamBounds.Core.Data;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Geometry;

/// <summary>The margin γ of Ji and Telgarsky (ICLR 2020) in the tangent features of two-layer ReLU networks: γ₁² ≤ γ ≤ γ₁.</summary>
/// <remarks>
/// γ₁² = min over q in the simplex of (q∘y)ᵀ H∞ (q∘y). The minimiser's features have margin γ₁² and norm at most 1, which is
/// the lower end; Cauchy and Schwarz give the upper.
/// </remarks>
/// <param name="Squared">γ₁², from below: the value found less its duality gap.</param>
/// <param name="Gap">Duality gap at which the minimisation stopped.</param>
/// <param name="Rows">Rows it was computed of.</param>
internal readonly record struct NtkMargin(double Squared, double Gap, int Rows)
{
    private const int MostRounds = 200_000;

    /// <summary>Share of the value at which the gap is small enough.</summary>
    private const double Tolerance = 1e-12;

    public static Measurement<NtkMargin> Measure(Dataset data, InputRows rows, int mostRows, CancellationToken cancellationToken)
    {
        if (data.Labels is not { } labels || data.Classes != 2)
        {
            return Measurement<NtkMargin>.Missing("The margin is defined for two classes.");
        }

        var part = rows.Prefix(mostRows);
        var matrix = new TwoLayerGram(part).Matrix(cancellationToken);
        for (var one = 0; one < part.Count; one++)
        {
            for (var other = 0; other < part.Count; other++)
            {
                matrix[(one * part.Count) + other] *= labels[one] == labels[other] ? 1 : -1;
            }
        }

        return Measurement<NtkMargin>.Of(Minimise(matrix, part.Count, cancellationToken));
    }

    /// <summary>Pairwise Frank-Wolfe steps with exact line search: weight moves from the worst row that has some to the best.</summary>
    public static NtkMargin Minimise(double[] matrix, int count, CancellationToken cancellationToken)
    {
        var weights = new double[count];
        Array.Fill(weights, 1.0 / count);
        var gradient = new double[count];
        Refresh(matrix, weights, gradient);
        var (value, gap) = (0.0, double.PositiveInfinity);
        for (var round = 0; round < MostRounds; round++)
        {
            if (round % 1000 == 999)
            {
                // Rounding of a thousand updates is taken out again.
                cancellationToken.ThrowIfCancellationRequested();
                Refresh(matrix, weights, gradient);
            }

            var (best, worst) = (0, -1);
            value = 0;
            for (var row = 0; row < count; row++)
            {
                value += weights[row] * gradient[row];
                best = gradient[row] < gradient[best] ? row : best;
                worst = weights[row] > 0 && (worst < 0 || gradient[row] > gradient[worst]) ? row : worst;
            }

            // By convexity the minimum is at least value - gap; gradient holds half the derivatives.
            gap = Math.Max(0, 2 * (value - gradient[best]));
            var slope = gradient[worst] - gradient[best];
            if (gap <= Tolerance * value || slope <= 0)
            {
                break;
            }

            var curvature = matrix[(best * count) + best] + matrix[(worst * count) + worst] - (2 * matrix[(best * count) + worst]);
            var step = Math.Min(weights[worst], curvature > 0 ? slope / curvature : weights[worst]);
            weights[best] += step;
            weights[worst] = step == weights[worst] ? 0 : weights[worst] - step;
            for (var row = 0; row < count; row++)
            {
                gradient[row] += step * (matrix[(best * count) + row] - matrix[(worst * count) + row]);
            }
        }

        return new(Math.Max(0, value - gap), gap, count);
    }

    private static void Refresh(double[] matrix, double[] weights, double[] gradient)
    {
        for (var row = 0; row < weights.Length; row++)
        {
            gradient[row] = InputRows.Product(matrix.AsSpan(row * weights.Length, weights.Length), weights);
        }
    }
}
