namespace OverparamBounds.Theory.Kernels;

/// <summary>K⁽ᴴ⁾ of Du, Lee, Li, Wang and Zhai (ICML 2019) for plain networks of H hidden layers, without biases.</summary>
/// <remarks>
/// The Gram matrix of gradients by the last hidden weights of x⁽ʰ⁾ = √(c_σ/m) σ(W⁽ʰ⁾ x⁽ʰ⁻¹⁾):
/// K_h = c_σ E[σ(u)σ(v)] under K_{h-1}, from K_0 = XXᵀ, and K⁽ᴴ⁾ = c_σ K_{H-1} ∘ E[σ'(u)σ'(v)].
/// </remarks>
public sealed class FullyConnectedKernel : WideKernel
{
    private readonly InputRows _rows;
    private readonly GaussianDual _dual;
    private readonly double _normaliser;
    private readonly DualPoint[][] _points;

    /// <param name="depth">H, hidden layers.</param>
    public FullyConnectedKernel(InputRows rows, GaussianDual dual, int depth)
        : base(rows.Count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        (_rows, _dual, _normaliser) = (rows, dual, dual.Normaliser);
        _points = new DualPoint[depth][];
        var known = new DualPoints(dual);
        for (var layer = 0; layer < depth; layer++)
        {
            _points[layer] =
            [
                .. Enumerable.Range(0, Count).Select(row => known.At(
                    layer == 0 ? rows.SquaredNorm(row) : _normaliser * _points[layer - 1][row].Square)),
            ];
        }
    }

    public override double Entry(int one, int other)
    {
        var pair = PairMoments.Of(_rows, one, other);
        for (var layer = 0; layer < _points.Length - 1; layer++)
        {
            var points = _points[layer];
            pair = one == other
                ? PairMoments.Same(_normaliser * points[one].Square)
                : _dual.Next(points[one], points[other], pair, _normaliser);
        }

        var last = _points[^1];
        return _normaliser * pair.Covariance * _dual.DerivativeProduct(last[one], last[other], pair);
    }
}
