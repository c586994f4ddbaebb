namespace OverparamBounds.Core.Numerics;

/// <summary>Eigenvalues of real symmetric matrices. Theory asks for them; a host hands in the fastest solver it has.</summary>
public interface ISymmetricEigensolver
{
    /// <summary>Name in reports.</summary>
    string Name { get; }

    /// <summary>All eigenvalues, ascending, backward stable: each is off by at most about n·2⁻⁵²·‖matrix‖.</summary>
    /// <param name="matrix">[size, size], row by row; it is not changed.</param>
    double[] Eigenvalues(double[] matrix, int size, CancellationToken cancellationToken);
}
