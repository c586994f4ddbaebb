using MathNet.Numerics.LinearAlgebra;
using OverparamBounds.Core.Numerics;

namespace OverparamBounds.Theory.Kernels;

/// <summary>MathNet's eigenvalue decomposition: needs no native library, and a minute at 2,000 rows.</summary>
public sealed class ManagedEigensolver : ISymmetricEigensolver
{
    public string Name => "MathNet";

    public double[] Eigenvalues(double[] matrix, int size, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var eigenvalues = Matrix<double>.Build.Dense(size, size, (double[])matrix.Clone())
            .Evd(Symmetricity.Symmetric)
            .EigenValues
            .Select(value => value.Real)
            .ToArray();
        Array.Sort(eigenvalues);
        return eigenvalues;
    }
}
