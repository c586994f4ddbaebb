using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Numerics;

namespace OverparamBounds.Theory.Kernels;

/// <summary>Smallest and largest eigenvalues of kernel matrices, with what rounding may have done to them.</summary>
public static class KernelSpectra
{
    /// <summary>n·ε·λ_max bounds what backward-stable eigenvalues are off by.</summary>
    private const double Epsilon = 2.2e-16;

    /// <summary>Below so many error bounds an eigenvalue is not told from 0.</summary>
    private const double NoiseFloors = 10;

    /// <param name="rows">The rows to compute with: all, or a prefix.</param>
    /// <param name="totalRows">Rows of the data.</param>
    public static KernelSpectrum Of(
        KernelChoice kernel, InputRows rows, int totalRows, ISymmetricEigensolver eigensolver, CancellationToken cancellationToken)
    {
        var eigenvalues = eigensolver.Eigenvalues(kernel.Make(rows).Matrix(cancellationToken), rows.Count, cancellationToken);
        var (smallest, largest) = (eigenvalues[0], eigenvalues[^1]);
        var error = rows.Count * Epsilon * Math.Max(largest, -smallest);
        var isSingular = smallest < NoiseFloors * error;
        var prefix = rows.Count < totalRows
            ? $"Of the first {rows.Count} of {totalRows} rows; that of all rows is not larger."
            : null;
        return new(
            kernel.Id,
            kernel.Title,
            rows.Count,
            isSingular ? 0 : smallest,
            largest,
            error,
            isSingular,
            isSingular ? "Singular to working precision." : prefix);
    }
}
