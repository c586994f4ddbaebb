namespace OverparamBounds.Theory.Kernels;

/// <summary>K⁽ᴴ⁾ of Du, Lee, Li, Wang and Zhai (ICML 2019) for convolutional residual networks, derived from the paper's architecture.</summary>
/// <remarks>
/// As <see cref="ResidualKernel"/>, with a covariance for every pair of pixels and the patch sum
/// (A M)[l, r] = Σ M[l + o, r + o] over the offsets o of a filter before every layer; the final sum runs over l = r. Each
/// entry takes p² work a layer, and each row p² numbers: meant for a few dozen rows and pixels.
/// </remarks>
public sealed class ConvolutionalKernel : WideKernel
{
    private readonly InputRows _rows;
    private readonly GaussianDual _dual;
    private readonly PatchLayout _layout;
    private readonly int _depth;
    private readonly double _normaliser;
    private readonly double _share;

    /// <summary>By layer, row and pixel.</summary>
    private readonly DualPoint[][][] _points;

    private readonly double[][][] _means;

    /// <summary>Variances of single pixels before the patch sum, by layer, row and pixel.</summary>
    private readonly double[][][] _pixelVariances;

    private readonly int[][] _neighbours;

    /// <param name="depth">H.</param>
    /// <param name="residualScale">c_res, in (0, 1).</param>
    public ConvolutionalKernel(InputRows rows, GaussianDual dual, PatchLayout layout, int depth, double residualScale)
        : base(rows.Count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Features, layout.Features);
        (_rows, _dual, _layout, _depth) = (rows, dual, layout, depth);
        (_normaliser, _share) = (dual.Normaliser, residualScale / depth);
        _neighbours =
        [
            .. Enumerable.Range(0, layout.FilterSize).Select(offset => Enumerable.Range(0, layout.Pixels)
                .Select(pixel => layout.Neighbour(pixel, offset)).ToArray()),
        ];
        _points = new DualPoint[depth][][];
        _means = new double[depth][][];
        _pixelVariances = new double[depth][][];
        for (var layer = 0; layer < depth; layer++)
        {
            _points[layer] = new DualPoint[Count][];
            _means[layer] = new double[Count][];
            _pixelVariances[layer] = new double[Count][];
        }

        for (var row = 0; row < Count; row++)
        {
            Prepare(row);
        }
    }

    public override double Entry(int one, int other)
    {
        var pairs = Patches(0, one, other, Pixels(one, other));
        for (var layer = 1; layer < _depth; layer++)
        {
            pairs = Patches(layer, one, other, Next(layer - 1, one, other, pairs));
        }

        var pixels = _layout.Pixels;
        var (first, second) = (_points[^1][one], _points[^1][other]);
        var sum = 0.0;
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var pair = one == other
                ? PairMoments.Same(first[pixel].Variance)
                : pairs.Outer[(pixel * pixels) + pixel];
            sum += pair.Covariance * _dual.DerivativeProduct(first[pixel], second[pixel], pair);
        }

        return (_depth == 1 ? _normaliser : _share * _share) * sum;
    }

    /// <summary>Moments before and after the patch sum.</summary>
    private sealed record Layered(PairMoments[] Inner, PairMoments[] Outer);

    private void Prepare(int row)
    {
        var known = new DualPoints(_dual);
        var pixels = _layout.Pixels;
        var inner = Pixels(row, row);
        for (var layer = 0; layer < _depth; layer++)
        {
            _pixelVariances[layer][row] = [.. Enumerable.Range(0, pixels).Select(pixel => inner[(pixel * pixels) + pixel].Covariance)];
            var pairs = Patches(layer, row, row, inner);
            _points[layer][row] = [.. Enumerable.Range(0, pixels).Select(pixel => known.At(pairs.Outer[(pixel * pixels) + pixel].Covariance))];
            _means[layer][row] =
            [
                .. Enumerable.Range(0, pixels).Select(pixel => layer switch
                {
                    0 => 0,
                    1 => Math.Sqrt(_normaliser) * _points[0][row][pixel].Mean,
                    _ => _means[layer - 1][row][pixel] + (_share * _points[layer - 1][row][pixel].Mean),
                }),
            ];
            inner = layer + 1 < _depth ? Next(layer, row, row, pairs) : inner;
        }
    }

    private PairMoments[] Pixels(int one, int other)
    {
        var pixels = _layout.Pixels;
        var pairs = new PairMoments[pixels * pixels];
        var left = _rows[one];
        var right = _rows[other];
        for (var l = 0; l < pixels; l++)
        {
            for (var r = 0; r < pixels; r++)
            {
                var (covariance, gap, sum) = (0.0, 0.0, 0.0);
                for (var channel = 0; channel < _layout.Channels; channel++)
                {
                    var (a, b) = (left[(channel * pixels) + l], right[(channel * pixels) + r]);
                    covariance += a * b;
                    gap += (a - b) * (a - b);
                    sum += (a + b) * (a + b);
                }

                pairs[(l * pixels) + r] = new(covariance, gap, sum);
            }
        }

        return pairs;
    }

    private Layered Patches(int layer, int one, int other, PairMoments[] inner)
    {
        var pixels = _layout.Pixels;
        var (left, right) = (_pixelVariances[layer][one], _pixelVariances[layer][other]);
        var outer = new PairMoments[inner.Length];
        for (var l = 0; l < pixels; l++)
        {
            for (var r = 0; r < pixels; r++)
            {
                var (covariance, gap, sum) = (0.0, 0.0, 0.0);
                foreach (var neighbour in _neighbours)
                {
                    // Zeros beyond the border: a product with one is 0, a difference from it has the other's variance.
                    var (a, b) = (neighbour[l], neighbour[r]);
                    if (a >= 0 && b >= 0)
                    {
                        var pair = inner[(a * pixels) + b];
                        (covariance, gap, sum) = (covariance + pair.Covariance, gap + pair.Gap, sum + pair.Sum);
                        continue;
                    }

                    var alone = a >= 0 ? left[a] : b >= 0 ? right[b] : 0;
                    (gap, sum) = (gap + alone, sum + alone);
                }

                outer[(l * pixels) + r] = new(covariance, gap, sum);
            }
        }

        return new(inner, outer);
    }

    private PairMoments[] Next(int layer, int one, int other, Layered pairs)
    {
        var (inner, outer) = (pairs.Inner, pairs.Outer);
        var pixels = _layout.Pixels;
        var next = new PairMoments[inner.Length];
        for (var l = 0; l < pixels; l++)
        {
            for (var r = 0; r < pixels; r++)
            {
                var at = (l * pixels) + r;
                var (first, second) = (_points[layer][one][l], _points[layer][other][r]);
                var moved = _dual.Next(first, second, outer[at], layer == 0 ? _normaliser : _share * _share);
                if (layer == 0)
                {
                    next[at] = moved;
                    continue;
                }

                var (left, right) = (_means[layer][one][l], _means[layer][other][r]);
                next[at] = new(
                    inner[at].Covariance + (_share * ((left * second.Mean) + (first.Mean * right))) + moved.Covariance,
                    Math.Max(0, inner[at].Gap + (2 * _share * (left - right) * (first.Mean - second.Mean)) + moved.Gap),
                    Math.Max(0, inner[at].Sum + (2 * _share * (left + right) * (first.Mean + second.Mean)) + moved.Sum));
            }
        }

        return next;
    }
}
