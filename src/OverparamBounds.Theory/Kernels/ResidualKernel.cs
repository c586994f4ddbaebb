namespace OverparamBounds.Theory.Kernels;

/// <summary>K⁽ᴴ⁾ of Du, Lee, Li, Wang and Zhai (ICML 2019) for residual networks of H layers, without biases.</summary>
/// <remarks>
/// x⁽ʰ⁾ = x⁽ʰ⁻¹⁾ + t σ(W⁽ʰ⁾ x⁽ʰ⁻¹⁾)/√m with t = c_res/H, after one layer √(c_σ/m) σ(W⁽¹⁾ x). With b the mean of a
/// coordinate and μ = E[σ]: K_h = K_{h-1} + t (b_i μ_j + b_j μ_i) + t² E[σ(u)σ(v)], and K⁽ᴴ⁾ = t² K_{H-1} ∘ E[σ'(u)σ'(v)].
/// One layer alone is the plain network.
/// </remarks>
public sealed class ResidualKernel : WideKernel
{
    private readonly InputRows _rows;
    private readonly GaussianDual _dual;
    private readonly double _normaliser;
    private readonly double _share;
    private readonly int _depth;
    private readonly DualPoint[][] _points;
    private readonly double[][] _means;

    /// <param name="depth">H.</param>
    /// <param name="residualScale">c_res, in (0, 1).</param>
    public ResidualKernel(InputRows rows, GaussianDual dual, int depth, double residualScale)
        : base(rows.Count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(residualScale);
        (_rows, _dual, _normaliser) = (rows, dual, dual.Normaliser);
        (_depth, _share) = (depth, residualScale / depth);
        _points = new DualPoint[depth][];
        _means = new double[depth][];
        var known = new DualPoints(dual);
        _points[0] = [.. Enumerable.Range(0, Count).Select(row => known.At(rows.SquaredNorm(row)))];
        _means[0] = new double[Count];
        for (var layer = 1; layer < depth; layer++)
        {
            var (before, mean) = (_points[layer - 1], _means[layer - 1]);
            _points[layer] = [.. Enumerable.Range(0, Count).Select(row => known.At(Variance(layer, before[row], mean[row])))];
            _means[layer] =
            [
                .. Enumerable.Range(0, Count).Select(row =>
                    layer == 1 ? Math.Sqrt(_normaliser) * before[row].Mean : mean[row] + (_share * before[row].Mean)),
            ];
        }
    }

    /// <summary>K_h of one row with itself, h = 1..H-1.</summary>
    internal double LayerVariance(int layer, int row) => _points[layer][row].Variance;

    /// <summary>b_h of one row.</summary>
    internal double LayerMean(int layer, int row) => _means[layer][row];

    /// <summary>K_h of two rows, h = 0..H-1.</summary>
    internal PairMoments LayerPair(int layer, int one, int other)
    {
        var pair = PairMoments.Of(_rows, one, other);
        for (var at = 0; at < layer; at++)
        {
            pair = one == other ? PairMoments.Same(_points[at + 1][one].Variance) : Next(at, one, other, pair);
        }

        return pair;
    }

    public override double Entry(int one, int other)
    {
        var pair = LayerPair(_depth - 1, one, other);
        var last = _points[^1];
        var scale = _depth == 1 ? _normaliser : _share * _share;
        return scale * pair.Covariance * _dual.DerivativeProduct(last[one], last[other], pair);
    }

    private double Variance(int layer, DualPoint before, double mean) => layer == 1
        ? _normaliser * before.Square
        : before.Variance + (2 * _share * mean * before.Mean) + (_share * _share * before.Square);

    private PairMoments Next(int layer, int one, int other, PairMoments pair)
    {
        var (first, second) = (_points[layer][one], _points[layer][other]);
        if (layer == 0)
        {
            return _dual.Next(first, second, pair, _normaliser);
        }

        var (left, right) = (_means[layer][one], _means[layer][other]);
        var squares = _dual.Next(first, second, pair, _share * _share);
        return new(
            pair.Covariance + (_share * ((left * second.Mean) + (right * first.Mean))) + squares.Covariance,
            Math.Max(0, pair.Gap + (2 * _share * (left - right) * (first.Mean - second.Mean)) + squares.Gap),
            Math.Max(0, pair.Sum + (2 * _share * (left + right) * (first.Mean + second.Mean)) + squares.Sum));
    }
}
