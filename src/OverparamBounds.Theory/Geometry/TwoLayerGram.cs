using MathNet.Numerics.LinearAlgebra;

namespace OverparamBounds.Theory.Geometry;

/// <summary>The Gram matrix of Du, Zhai, Poczos and Singh (ICLR 2019) for two-layer ReLU networks of infinite width.</summary>
/// <remarks>H_ij = x_i·x_j (pi - theta_ij) / (2 pi) on unit rows, with theta_ij their angle; 1/2 on the diagonal.</remarks>
internal static class TwoLayerGram
{
    /// <summary>Rows up to which the eigenvalues take half a second.</summary>
    private const int MostRows = 500;

    public static double[,] Of(UnitRows rows, CancellationToken cancellationToken)
    {
        var gram = new double[rows.Count, rows.Count];
        for (var one = 0; one < rows.Count; one++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            gram[one, one] = 0.5;
            for (var other = 0; other < one; other++)
            {
                // arccos of an inner product loses half the digits near equal and opposite rows; atan2 loses none.
                var (difference, sum) = rows.Gaps(one, other);
                var angle = 2 * Math.Atan2(difference, sum);
                gram[one, other] = gram[other, one] = Math.Cos(angle) * (Math.PI - angle) / (2 * Math.PI);
            }
        }

        return gram;
    }

    /// <summary>0 with a reason where rounding hides the eigenvalue; never negative.</summary>
    public static Measurement<double> SmallestEigenvalue(UnitRows rows, CancellationToken cancellationToken)
    {
        if (rows.Count > MostRows)
        {
            return Measurement<double>.Missing($"Not computed: {rows.Count} rows are more than {MostRows}.");
        }

        var eigenvalues = Matrix<double>.Build
            .DenseOfArray(Of(rows, cancellationToken))
            .Evd(Symmetricity.Symmetric)
            .EigenValues
            .Select(value => value.Real)
            .ToList();
        var smallest = eigenvalues.Min();
        var noise = rows.Count * 2.2e-16 * eigenvalues.Max();
        return smallest < 10 * noise
            ? Measurement<double>.Of(0, "Singular to working precision.")
            : Measurement<double>.Of(smallest);
    }
}
