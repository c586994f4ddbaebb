namespace OverparamBounds.Theory.Kernels;

/// <summary>The Gram matrix H∞ of Du, Zhai, Poczos and Singh (ICLR 2019): a wide two-layer ReLU network whose first layer is trained.</summary>
/// <remarks>H_ij = x_i·x_j (π - θ_ij)/(2π), θ_ij the angle of the rows. Without c_σ: half of Du's K⁽¹⁾ with ReLU.</remarks>
public sealed class TwoLayerGram : WideKernel
{
    private readonly InputRows _rows;
    private readonly double[] _squaredNorms;

    public TwoLayerGram(InputRows rows)
        : base(rows.Count)
    {
        _rows = rows;
        _squaredNorms = [.. Enumerable.Range(0, rows.Count).Select(rows.SquaredNorm)];
    }

    public override double Entry(int one, int other)
    {
        if (one == other)
        {
            return _squaredNorms[one] / 2;
        }

        var pair = PairMoments.Of(_rows, one, other);
        return pair.Covariance * (Math.PI - pair.Angle(_squaredNorms[one], _squaredNorms[other])) / (2 * Math.PI);
    }
}
