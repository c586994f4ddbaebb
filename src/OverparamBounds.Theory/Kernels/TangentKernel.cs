namespace OverparamBounds.Theory.Kernels;

/// <summary>The neural tangent kernel of plain networks (Jacot, Gabriel and Hongler 2018), and their Gaussian-process kernel.</summary>
/// <remarks>
/// NTK parametrisation: weights N(0, 1) scaled by √(c_w/m), biases N(0, β²), L hidden layers, linear output.
/// Σ_0 = XXᵀ + β², Σ_h = c_w E[s(u)s(v)] + β² under Σ_{h-1}, and Θ_h = Σ_h + c_w E[s'(u)s'(v)] ∘ Θ_{h-1} from Θ_0 = Σ_0. With
/// c_w = c_σ, β = 0 and rows of norm 1 the diagonal of Θ_L for ReLU is L + 1.
/// </remarks>
public sealed class TangentKernel : WideKernel
{
    private readonly InputRows _rows;
    private readonly GaussianDual _dual;
    private readonly double _weightScale;
    private readonly double _biasVariance;
    private readonly bool _lastLayerOnly;
    private readonly DualPoint[][] _points;

    /// <param name="depth">L, hidden layers.</param>
    /// <param name="weightScale">c_w; null for the activation's c_σ.</param>
    /// <param name="biasVariance">β².</param>
    /// <param name="lastLayerOnly">Whether entries are those of Σ_L (the output layer alone is trained) instead of Θ_L.</param>
    public TangentKernel(
        InputRows rows, GaussianDual dual, int depth, double? weightScale = null, double biasVariance = 0, bool lastLayerOnly = false)
        : base(rows.Count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        ArgumentOutOfRangeException.ThrowIfNegative(biasVariance);
        (_rows, _dual, _lastLayerOnly) = (rows, dual, lastLayerOnly);
        (_weightScale, _biasVariance) = (weightScale ?? dual.Normaliser, biasVariance);
        _points = new DualPoint[depth][];
        var known = new DualPoints(dual);
        for (var layer = 0; layer < depth; layer++)
        {
            _points[layer] =
            [
                .. Enumerable.Range(0, Count).Select(row => known.At(
                    (layer == 0 ? rows.SquaredNorm(row) : _weightScale * _points[layer - 1][row].Square) + biasVariance)),
            ];
        }
    }

    public override double Entry(int one, int other)
    {
        var pair = PairMoments.Of(_rows, one, other).Plus(_biasVariance);
        var tangent = pair.Covariance;
        foreach (var points in _points)
        {
            var (first, second) = (points[one], points[other]);
            var slopes = _weightScale * _dual.DerivativeProduct(first, second, pair);
            pair = (one == other
                ? PairMoments.Same(_weightScale * first.Square)
                : _dual.Next(first, second, pair, _weightScale)).Plus(_biasVariance);
            tangent = pair.Covariance + (slopes * tangent);
        }

        return _lastLayerOnly ? pair.Covariance : tangent;
    }
}
